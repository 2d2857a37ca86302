package io.sensuhost.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The built product, configured for an emulator.
 *
 * @param home where it is unpacked
 * @param configuration its configuration directory
 */
record Program(Path home, Path configuration) {

    static Program configuredFor(EmulatorProcess emulator) throws IOException {
        Path configuration = Files.createTempDirectory("sensu-host-bench");
        Path file = configuration.resolve("bench.json");
        Files.writeString(file, BenchFleet.configuration(emulator.endpoint()));
        file.toFile().deleteOnExit();
        return new Program(Path.of(System.getProperty("sensu-host.home")), configuration);
    }

    /** A command of it that has not been started; what it logs goes nowhere. */
    ProcessBuilder command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin/sensu-host").toString(),
                "-d",
                configuration.toString(),
                "-L",
                "error",
                "-o",
                "json"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }
}
