package io.sensuhost.host.plugins;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
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
    private static final int STICKY = 01000;

    private final Path program;
    private final Set<UserPrincipal> trusted;
    private final PrivateGroups groups;

    Custody(Path program, Set<UserPrincipal> trusted, PrivateGroups groups) {
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

    private static Set<UserPrincipal> trusted(Path program) throws IOException {
        Set<UserPrincipal> trusted = new HashSet<>(Set.of(Files.getOwner(program)));
        for (String name : List.of("root", System.getProperty("user.name"))) {
            try {
                trusted.add(
                        FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name));
            } catch (IOException | UnsupportedOperationException e) {
                // Nothing can be in the hands of a user that the system does not know.
            }
        }
        return trusted;
    }

    /** What lets others decide what is in a jar, each with its mend; nothing on a system without such permissions. */
    List<String> problems(Path jar) throws IOException {
        List<String> problems = new ArrayList<>();
        if (KNOWN_HERE) {
            Path directory = jar.toAbsolutePath().getParent().toRealPath();
            for (Path path : leadingTo(jar.toRealPath(), directory)) {
                problem(path, path.equals(directory)).ifPresent(problems::add);
            }
        }
        return problems;
    }

    /** Two ways where the jar is a link. */
    private Set<Path> leadingTo(Path jar, Path directory) {
        Set<Path> leading = new LinkedHashSet<>();
        for (Path end : List.of(jar, directory)) {
            for (Path path = end; path != null && !program.startsWith(path); path = path.getParent()) {
                leading.add(path);
            }
        }
        return leading;
    }

    private Optional<String> problem(Path path, boolean holdsPlugins) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
        if (!trusted.contains(attributes.owner())) {
            return Optional.of("%1$s belongs to %2$s, who so decides what the host runs; chown root %1$s"
                    .formatted(path, attributes.owner().getName()));
        }
        // Where such a directory is not the one whose jars are taken, others may add to it, but replace nothing.
        boolean mayReplace = holdsPlugins || !isSticky(path);
        return othersMayWrite(attributes) && mayReplace
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
