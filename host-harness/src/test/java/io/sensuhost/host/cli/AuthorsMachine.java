package io.sensuhost.host.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A machine as an author of an integration has it once sensu-host has been built and installed there: with a local Maven
 * repository of its own, into which this build puts what it has made, and which takes all else from that of this build.
 */
final class AuthorsMachine {

    private static final Path HOME = Path.of(System.getProperty("sensu-host.home"));
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Path REPOSITORY = HOME.resolveSibling("authors-repository");
    private static final String VERSION = System.getProperty("sensu-host.version");

    private final Path directory;

    private AuthorsMachine(Path directory) {
        this.directory = directory;
    }

    static AuthorsMachine in(Path directory) throws IOException {
        install("sensu-host", CHECKOUT, false);
        install("plugin-api", CHECKOUT.resolve("plugin-api"), true);
        install("plugin-testkit", CHECKOUT.resolve("plugin-api/testkit"), true);
        install("integration-archetype", CHECKOUT.resolve("plugin-api/archetype"), true);
        AuthorsMachine machine = new AuthorsMachine(directory);
        Path bin = Files.createDirectory(directory.resolve("bin"));
        // Tables, as on a terminal.
        program(bin.resolve("sensu-host"), "'" + HOME + "/bin/sensu-host' -o table");
        program(bin.resolve("mvn"), machine.maven());
        return machine;
    }

    private static void install(String artifact, Path module, boolean hasJar) throws IOException {
        Path folder = Files.createDirectories(REPOSITORY.resolve("io/sensuhost/" + artifact + "/" + VERSION));
        String name = artifact + "-" + VERSION;
        copy(module.resolve("pom.xml"), folder.resolve(name + ".pom"));
        if (hasJar) {
            copy(module.resolve("target/" + name + ".jar"), folder.resolve(name + ".jar"));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void program(Path file, String command) throws IOException {
        Files.writeString(file, "#!/bin/sh\nexec " + command + " \"$@\"\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made executable");
        }
    }

    private String maven() throws IOException {
        String here = "<id>here</id><url>%s</url><releases><checksumPolicy>ignore</checksumPolicy></releases>"
                .formatted(Path.of(System.getProperty("maven.repository")).toUri());
        Path settings = Files.writeString(directory.resolve("settings.xml"), """
                <settings>
                  <profiles>
                    <profile>
                      <id>here</id>
                      <repositories><repository>%1$s</repository></repositories>
                      <pluginRepositories><pluginRepository>%1$s</pluginRepository></pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles><activeProfile>here</activeProfile></activeProfiles>
                </settings>
                """.formatted(here));
        return ("'%s/bin/mvn' -s '%s' -Dmaven.repo.local='%s' --offline -Daether.offline.protocols=file"
                        + " --batch-mode --no-transfer-progress -Dstyle.color=never")
                .formatted(System.getProperty("maven.home"), settings, REPOSITORY);
    }

    /** Runs commands in a new directory, up to the first that fails. */
    Ended run(List<String> commands) throws Exception {
        Path work = Files.createTempDirectory(directory, "work");
        Path out = Files.createTempFile(directory, "out", "");
        ProcessBuilder shell = new ProcessBuilder("sh", "-eu", "-c", String.join("", commands))
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        shell.environment().put("COLUMNS", "120");
        shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
        shell.environment().merge("PATH", directory.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        Process process = shell.start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        // Maven resets colours when it ends, wherever it prints to.
        String printed = Files.readString(out).replace("\u001B[0m", "");
        return new Ended(ended ? process.exitValue() : -1, work, printed);
    }

    /**
     * What commands came to.
     *
     * @param code the exit code, -1 where they did not end
     * @param work the directory that they were run in
     * @param out all that they printed
     */
    record Ended(int code, Path work, String out) {}
}
