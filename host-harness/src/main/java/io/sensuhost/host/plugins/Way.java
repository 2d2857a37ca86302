package io.sensuhost.host.plugins;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/** The way that a system goes to a file, link by link. */
final class Way {

    private static final int MOST_LINKS = 40;

    private final Set<Path> passed = new LinkedHashSet<>();
    private final Deque<Path> names = new ArrayDeque<>();
    private Path here;
    private int links;

    private Way(Path file) {
        here = file.getRoot();
        goBy(file);
    }

    /**
     * Goes it.
     *
     * @param file the file
     * @return each directory that is looked into, each link that is followed and the file itself, outermost first; none
     *     of them leads over a link
     * @throws IOException if the way is too long, or ends at something that cannot be read
     */
    static Set<Path> to(Path file) throws IOException {
        Way way = new Way(file.toAbsolutePath());
        while (!way.names.isEmpty()) {
            way.step(way.names.pop());
        }
        way.passed.add(way.here);
        return way.passed;
    }

    private void goBy(Path path) {
        for (int name = path.getNameCount() - 1; name >= 0; name--) {
            names.push(path.getName(name));
        }
    }

    private void step(Path name) throws IOException {
        passed.add(here);
        if (name.toString().equals("..")) {
            here = here.getParent() == null ? here : here.getParent();
            return;
        }
        Path next = here.resolve(name).normalize();
        if (!Files.isSymbolicLink(next)) {
            here = next;
            return;
        }
        passed.add(next);
        if (++links > MOST_LINKS) {
            throw new FileSystemLoopException(next.toString());
        }
        Path target = Files.readSymbolicLink(next);
        here = target.isAbsolute() ? target.getRoot() : here;
        goBy(target);
    }
}
