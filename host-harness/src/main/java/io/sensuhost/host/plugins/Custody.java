package io.sensuhost.host.plugins;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * In whose hands a jar is: whoever may write it, or a directory on the way to it, decides what the host runs. Root and the
 * host's own user are trusted, and so is whoever may write the program itself: what leads to that is not looked at.
 */
final class Custody {

    private static final boolean KNOWN_HERE =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
    private static final int ROOT = 0;
    private static final int STICKY = 01000;

    private final Path program;
    private final Set<Integer> trusted;
    private final PrivateGroups groups;

    Custody(Path program, Set<Integer> trusted, PrivateGroups groups) {
        this.program = program;
        this.trusted = Set.copyOf(trusted);
        this.groups = groups;
    }

    static Custody ofThisProcess() {
        URI location = URI.create(Custody.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString());
        try {
            Path program = Path.of(location).toRealPath();
            return new Custody(program, trusted(program), PrivateGroups.of(Path.of("/etc")));
        } catch (IOException e) {
            throw new IllegalStateException("The program's own " + location + " cannot be looked at", e);
        }
    }

    private static Set<Integer> trusted(Path program) throws IOException {
        // A set of a list, since they may be the same.
        return KNOWN_HERE ? Set.copyOf(List.of(ROOT, ownUser(), owner(program))) : Set.of();
    }

    /** By number: in a container the user may have no name. */
    private static int ownUser() throws IOException {
        Path process = Path.of("/proc/self");
        if (Files.exists(process)) {
            return owner(process.toRealPath());
        }
        Path made = Files.createTempFile("sensu-host-", ".owner");
        try {
            return owner(made);
        } finally {
            Files.delete(made);
        }
    }

    private static int owner(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * What lets others decide what is in a jar, each with its mend; of permissions nothing on a system without such.
     *
     * @param jar the jar
     * @param inUse what is loaded, the jar or a copy of it that nobody else may write
     */
    List<String> problems(Path jar, Path inUse) throws IOException {
        List<String> problems = new ArrayList<>();
        if (KNOWN_HERE) {
            Path directory = jar.toAbsolutePath().getParent().toRealPath();
            for (Path path : Way.to(jar)) {
                if (!program.startsWith(path)) {
                    problem(path, path.equals(directory)).ifPresent(problems::add);
                }
            }
        }
        // Only now: it may have been in other hands when it was copied.
        if (problems.isEmpty() && Files.mismatch(jar, inUse) >= 0) {
            problems.add("it was changed while it was copied; reload the host, or run the command again");
        }
        return problems;
    }

    private Optional<String> problem(Path path, boolean holdsPlugins) throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!trusted.contains(owner(path))) {
            return Optional.of("%1$s belongs to %2$s, who so decides what the host runs; %3$s root %1$s"
                    .formatted(path, attributes.owner().getName(), attributes.isSymbolicLink() ? "chown -h" : "chown"));
        }
        // Where such a directory is not the one whose jars are taken, others may add to it, but replace nothing.
        boolean mayReplace = holdsPlugins || !isSticky(path);
        return !attributes.isSymbolicLink() && othersMayWrite(attributes) && mayReplace
                ? Optional.of("others may write %1$s (%2$s), and so decide what the host runs; chmod go-w %1$s"
                        .formatted(path, PosixFilePermissions.toString(attributes.permissions())))
                : Optional.empty();
    }

    private boolean othersMayWrite(PosixFileAttributes attributes) {
        return attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)
                || (attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
                        && !groups.isOf(
                                attributes.group().getName(), attributes.owner().getName()));
    }

    private static boolean isSticky(Path path) throws IOException {
        return Files.getAttribute(path, "unix:mode") instanceof Integer mode
                && (mode & STICKY) != 0
                && Files.isDirectory(path);
    }
}
