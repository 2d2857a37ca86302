package io.sensuhost.host.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CustodyTest {

    private static final PrivateGroups NONE = PrivateGroups.of(Path.of("there is no such directory"));

    @TempDir
    private Path root;

    private Path above;
    private Path directory;
    private Path jar;
    private Set<Integer> us;

    @BeforeEach
    void aJarInADirectory() throws IOException {
        above = Files.createDirectory(root.toRealPath().resolve("above"));
        directory = Files.createDirectory(above.resolve("plugins"));
        jar = Files.writeString(directory.resolve("hello.jar"), "a jar");
        us = Set.copyOf(List.of(0, (int) Files.getAttribute(jar, "unix:uid")));
        for (Path path : List.of(above, directory, jar)) {
            allow(path, "rwxr-xr-x");
        }
    }

    private static void allow(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private List<String> problems(Path of) throws IOException {
        return new Custody(Path.of("/elsewhere/program.jar"), us, NONE).problems(of, of);
    }

    @Test
    void whatOnlyItsOwnerMayWriteIsAllRight() throws IOException {
        assertThat(problems(jar)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxr-x", "rwxr-xrwx", "-w--w--w-"})
    void aJarThatOthersMayWriteIsSaidWithTheMend(String permissions) throws IOException {
        allow(jar, permissions);

        assertThat(problems(jar))
                .containsExactly("others may write " + jar + " (" + permissions
                        + "), and so decide what the host runs; chmod go-w " + jar);
    }

    @Test
    void soIsTheDirectoryAndWhatIsAboveIt() throws IOException {
        allow(directory, "rwxrwxr-x");
        allow(above, "rwxr-xrwx");

        assertThat(problems(jar))
                .satisfiesExactly(
                        one -> assertThat(one).endsWith("chmod go-w " + above),
                        two -> assertThat(two).endsWith("chmod go-w " + directory));
    }

    @Test
    void inAStickyDirectoryAboveOthersCanReplaceNothing() throws IOException {
        allow(above, "rwxrwxrwx");
        Files.setAttribute(above, "unix:mode", 01777);
        assertThat(problems(jar)).isEmpty();

        allow(directory, "rwxrwxrwx");
        Files.setAttribute(directory, "unix:mode", 01777);
        assertThat(problems(jar)).singleElement().asString().endsWith("chmod go-w " + directory);
    }

    @Test
    void behindALinkBothWaysAreLookedAt() throws IOException {
        Path elsewhere = Files.createDirectory(above.resolve("elsewhere"));
        allow(elsewhere, "rwxr-xr-x");
        Path link = Files.createSymbolicLink(elsewhere.resolve("link.jar"), jar);
        assertThat(problems(link)).isEmpty();

        allow(elsewhere, "rwxrwxr-x");
        assertThat(problems(link)).singleElement().asString().endsWith("chmod go-w " + elsewhere);

        allow(elsewhere, "rwxr-xr-x");
        allow(directory, "rwxrwxr-x");
        assertThat(problems(link)).singleElement().asString().endsWith("chmod go-w " + directory);
    }

    @Test
    void behindLinksEachStepIsLookedAt() throws IOException {
        Path home = Files.createDirectory(above.resolve("home"));
        Path step = Files.createSymbolicLink(home.resolve("step.jar"), jar);
        Path plugins = Files.createDirectory(above.resolve("more"));
        Path link = Files.createSymbolicLink(plugins.resolve("link.jar"), Path.of("..", "home", "step.jar"));
        allow(plugins, "rwxr-xr-x");
        allow(home, "rwxrwxr-x");

        assertThat(problems(link)).singleElement().asString().endsWith("chmod go-w " + home);

        allow(home, "rwxr-xr-x");
        assertThat(problems(link)).isEmpty();
        assertThat(new Custody(jar, Set.of(), NONE).problems(link, link))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith(step + " belongs to ").endsWith("chown -h root " + step));
    }

    @Test
    void soIsTheDirectoryThatHoldsALinkToThatOfThePlugins() throws IOException {
        Path holder = Files.createDirectory(above.resolve("holder"));
        Path link = Files.createSymbolicLink(holder.resolve("plugins"), directory);
        allow(holder, "rwxrwxr-x");

        assertThat(problems(link.resolve("hello.jar")))
                .singleElement()
                .asString()
                .endsWith("chmod go-w " + holder);
    }

    @Test
    void aLinkToItselfIsNotFollowedForEver() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("loop.jar"), Path.of("loop.jar"));

        assertThatThrownBy(() -> problems(link)).isInstanceOf(FileSystemLoopException.class);
    }

    @Test
    void aCopyThatIsNotWhatIsThereNowMayBeOfOtherHands() throws IOException {
        Path copy = Files.writeString(above.resolve("copy.jar"), "a jar");
        Custody custody = new Custody(Path.of("/elsewhere/program.jar"), us, NONE);
        assertThat(custody.problems(jar, copy)).isEmpty();

        Files.writeString(copy, "b jar");
        assertThat(custody.problems(jar, copy)).singleElement().asString().startsWith("it was changed while");
    }

    @Test
    void whatBelongsToSomeoneElseIsNamedWithThem() throws IOException {
        String owner = Files.getOwner(jar).getName();

        assertThat(new Custody(directory.resolve("program.jar"), Set.of(), NONE).problems(jar, jar))
                .containsExactly(
                        jar + " belongs to " + owner + ", who so decides what the host runs; chown root " + jar);
    }

    @Test
    void whoMayWriteTheProgramIsTrusted() throws IOException {
        allow(above, "rwxrwxrwx");
        allow(directory, "rwxr-xrwx");
        Path program = above.resolve("lib/program.jar");

        assertThat(new Custody(program, us, NONE).problems(jar, jar))
                .singleElement()
                .asString()
                .endsWith("chmod go-w " + directory);
    }

    @Test
    void theTestsOwnProgramTrustsTheUserThatItRunsAs() throws IOException {
        assertThat(Custody.ofThisProcess().problems(jar, jar)).isEmpty();
    }
}
