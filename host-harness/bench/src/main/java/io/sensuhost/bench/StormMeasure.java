package io.sensuhost.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** As many machines fall silent at once as an argument says, for each argument; {@code -N}: one after the other. */
final class StormMeasure {

    private static final ObjectMapper JSON = new ObjectMapper();

    private StormMeasure() {}

    static void run(String... sizes) throws IOException, InterruptedException {
        System.out.println(
                "| events | seconds | EC2 calls | of them throttled | at most 2*ceil(N/1000)+4 | AssumeRole |"
                        + " results | CPU s of the emulator |\n|---|---|---|---|---|---|---|---|");
        for (String size : sizes) {
            int count = Integer.parseInt(size);
            try (EmulatorProcess emulator = EmulatorProcess.start(Math.abs(count))) {
                Program program = Program.configuredFor(emulator);
                long begun = System.nanoTime();
                Map<String, Integer> results = count > 0 ? atOnce(count, program) : oneByOne(-count, program);
                double seconds = (System.nanoTime() - begun) / 1e9;
                report(count, seconds, results, emulator);
            }
        }
    }

    private static void report(int count, double seconds, Map<String, Integer> results, EmulatorProcess emulator)
            throws IOException {
        Map<String, Long> calls = emulator.calls();
        long describe = sum(calls, "DescribeInstances/");
        System.out.printf(
                "| %,d%s | %.1f | %,d | %,d | %,d | %d | %s | %.1f |%n",
                Math.abs(count),
                count < 0 ? " one by one" : "",
                seconds,
                describe,
                sum(calls, "DescribeInstances/RequestLimitExceeded"),
                2 * ((Math.abs(count) + 999) / 1000) + 4,
                sum(calls, "AssumeRole/"),
                results,
                emulator.cpuSeconds());
    }

    private static long sum(Map<String, Long> calls, String kind) {
        return calls.entrySet().stream()
                .filter(call -> call.getKey().startsWith(kind))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static Map<String, Integer> atOnce(int count, Program program) throws IOException, InterruptedException {
        Path file = Files.createTempFile("sensu-host-bench", ".json");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                for (int machine = 0; machine < count; machine++) {
                    out.write(BenchFleet.event(machine));
                }
            }
            ProcessBuilder command = program.command("replay", file.toString());
            command.environment().merge("SENSU_HOST_JAVA_OPTS", "-Xmx256m", (given, heap) -> heap + " " + given);
            Process replay = command.start();
            Map<String, Integer> results = new TreeMap<>();
            try (BufferedReader out = replay.inputReader(StandardCharsets.UTF_8)) {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    count(line, results);
                }
            }
            results.merge("exit code", replay.waitFor(), Integer::sum);
            return results;
        } finally {
            Files.delete(file);
        }
    }

    private static Map<String, Integer> oneByOne(int count, Program program) throws IOException, InterruptedException {
        Process replay = program.command("replay", "-").start();
        Map<String, Integer> results = new TreeMap<>();
        try (BufferedReader out = replay.inputReader(StandardCharsets.UTF_8);
                OutputStream in = replay.getOutputStream()) {
            for (int machine = 0; machine < count; machine++) {
                in.write(BenchFleet.event(machine));
                in.flush();
                count(out.readLine(), results);
            }
        }
        replay.waitFor();
        return results;
    }

    private static void count(String line, Map<String, Integer> results) throws IOException {
        JsonNode result = JSON.readTree(line);
        if (result.has("code")) {
            results.merge(
                    result.get("status").asText() + " " + result.get("code").asText(), 1, Integer::sum);
        }
    }
}
