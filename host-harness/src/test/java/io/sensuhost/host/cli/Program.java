package io.sensuhost.host.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sensuhost.host.emulator.Emulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs the program as its users do, with the plugin's built jar, and keeps what it prints. */
final class Program {

    static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final List<String> options = new ArrayList<>();

    private Program(Path directory) {
        this.directory = directory;
    }

    /** A program that works in a directory, with a configuration directory of its own. */
    static Program in(Path directory) throws IOException {
        Program program = new Program(directory);
        Files.createDirectories(program.configurationDirectory());
        program.options.addAll(List.of("-d", program.configurationDirectory().toString()));
        return program;
    }

    Path configurationDirectory() {
        return directory.resolve("conf.d");
    }

    Program configured(String file, String json) throws IOException {
        Files.writeString(configurationDirectory().resolve(file), json);
        return this;
    }

    /** Adds the endpoints of an emulator, and keys that belong to its home account. */
    Program asking(Emulator emulator) throws IOException {
        return configured("zz-emulator.json", """
                {"ec2": {"endpoint": "%1$s", "sts_endpoint": "%1$s",
                         "access_key_id": "AKIAIOSFODNN7EXAMPLE", "secret_access_key": "not-to-be-shown"}}
                """.formatted(emulator.endpoint()));
    }

    Program with(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    Run run(String... command) {
        return run(new Terminal(false, 120, false), command);
    }

    Run run(Terminal terminal, String... command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                Stream.concat(options.stream(), Stream.of(command)).toArray(String[]::new));
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The same, with what it logs as all that it says beside its results. */
    Run runLogged(String... command) {
        PrintStream usual = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            Run run = run(command);
            return new Run(run.code(), run.out(), run.err() + log.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(usual);
        }
    }

    /** What a run came to. */
    record Run(int code, String out, String err) {

        List<JsonNode> results() {
            return out.lines().map(Run::parsed).toList();
        }

        JsonNode result() {
            List<JsonNode> results = results();
            if (results.size() != 1) {
                throw new AssertionError("Not one result: " + out + err);
            }
            return results.get(0);
        }

        private static JsonNode parsed(String line) {
            try {
                return JSON.readTree(line);
            } catch (JsonProcessingException e) {
                throw new AssertionError("Not JSON: " + line, e);
            }
        }
    }
}
