package io.sensuhost.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@link EmulatedAws}, running, seen from here. */
final class EmulatorProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;
    private final String endpoint;

    private EmulatorProcess(Process process) throws IOException {
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
        questions = process.outputWriter(StandardCharsets.UTF_8);
        endpoint = answers.readLine();
    }

    static EmulatorProcess start(int instances) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                EmulatedAws.class.getName(),
                String.valueOf(instances),
                "throttled");
        try {
            return new EmulatorProcess(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String endpoint() {
        return endpoint;
    }

    /** The calls since this was last asked, such as {@code DescribeInstances/OK}, and how many. */
    Map<String, Long> calls() throws IOException {
        questions.write("\n");
        questions.flush();
        Map<String, Long> calls = new TreeMap<>();
        for (String count : answers.readLine().split(" ", -1)) {
            String[] pair = count.split("=", 2);
            if (pair.length == 2) {
                calls.put(pair[0], Long.valueOf(pair[1]));
            }
        }
        return calls;
    }

    double cpuSeconds() {
        return process.info().totalCpuDuration().orElseThrow().toMillis() / 1000.0;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
