package io.sensuhost.host.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds the configuration files of a directory in Sensu's order: entries by name, a directory at its own place, and what
 * is below a linked directory after all others. As in Sensu, a link to a directory is not followed inside a linked
 * directory, which keeps a circle of links from going on for ever.
 */
final class DirectoryWalk {

    private static final String SUFFIX = ".json";

    private final Disk disk;
    private final Report report;
    private final Consumer<Path> file;
    private final List<Path> links = new ArrayList<>();

    DirectoryWalk(Disk disk, Report report, Consumer<Path> file) {
        this.disk = disk;
        this.report = report;
        this.file = file;
    }

    void walk(Path directory) {
        if (!Files.exists(directory)) {
            report.error(Location.of(directory), "no such directory: create it, or name another one");
        } else if (!Files.isDirectory(directory)) {
            report.error(Location.of(directory), "a file, where a directory of configuration files is expected");
        } else {
            descend(directory, links::add);
            links.forEach(link -> descend(link, this::leaveOut));
        }
    }

    private void descend(Path directory, Consumer<Path> onLink) {
        try {
            for (Path entry : disk.entries(directory)) {
                visit(entry, onLink);
            }
        } catch (IOException e) {
            report.error(Location.of(directory), "the directory cannot be read: " + Unreadable.why(e));
        }
    }

    private void visit(Path entry, Consumer<Path> onLink) {
        String name = entry.getFileName().toString();
        if (name.startsWith(".")) {
            return;
        }
        if (name.endsWith(SUFFIX)) {
            visitFile(entry);
        } else if (Files.isDirectory(entry)) {
            if (Files.isSymbolicLink(entry)) {
                onLink.accept(entry);
            } else {
                descend(entry, onLink);
            }
        }
    }

    private void visitFile(Path entry) {
        if (Files.isRegularFile(entry)) {
            file.accept(entry);
        } else if (Files.isDirectory(entry)) {
            report.error(Location.of(entry), "a directory with the name of a configuration file: rename it");
        } else if (Files.isSymbolicLink(entry)) {
            report.error(Location.of(entry), "a link to nothing: mend or remove it");
        } else {
            report.error(Location.of(entry), "not a file that can be read: mend or remove it");
        }
    }

    private void leaveOut(Path link) {
        report.warning(Location.of(link), "left out, as by Sensu: a link to a directory inside a linked directory");
    }
}
