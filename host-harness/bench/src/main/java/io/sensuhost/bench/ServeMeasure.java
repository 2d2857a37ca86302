package io.sensuhost.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The daemon: how its first event fares beside its tenth, and what memory it takes while nothing happens. An event finds
 * the machine's caches as those before it have left them, so that the two have the same quiet before them, and their
 * machines the same fate: both run, or both are terminated, in turn from start to start. While the daemon starts, the
 * emulator and this program do nothing either, which makes the first event slower than the daemon does: what the daemon
 * itself takes is its threads' time on a processor.
 */
final class ServeMeasure {

    private static final int STARTS = 40;
    private static final int EVENTS = 10;
    private static final long QUIET_MILLIS = 3000;

    private final EmulatorProcess emulator;
    private final Samples toReady = new Samples();
    private String resident = "";

    private ServeMeasure(EmulatorProcess emulator) {
        this.emulator = emulator;
    }

    static void run() throws Exception {
        try (EmulatorProcess emulator = EmulatorProcess.start(4 * EVENTS)) {
            new ServeMeasure(emulator).measure();
        }
    }

    private void measure() throws Exception {
        Program program = Program.configuredFor(emulator);
        // It warms the emulator and this program, and does not count.
        serve(program, 0, 0, samples(), samples());
        System.out.println(
                "| event after start, ms | 1st | 2nd | 9th | 10th | 1st - 10th |\n|---|---|---|---|---|---|");
        print("one after the other, as soon as it is ready", program, 0);
        print("with %d s of quiet before the 1st and the 10th".formatted(QUIET_MILLIS / 1000), program, QUIET_MILLIS);
        System.out.printf(
                "%nMedians of %d starts; the last column is the mean, and in brackets its standard error.%n"
                        + "Ready after %.0f ms, the median of all. The last one when it was ready: %s%n",
                STARTS, toReady.median(), resident);
    }

    private void print(String how, Program program, long quiet) throws Exception {
        List<Samples> times = samples();
        List<Samples> onProcessor = samples();
        for (int start = 0; start < STARTS; start++) {
            serve(program, start % 2, quiet, times, onProcessor);
        }
        print(how, times);
        print("of these, the daemon's on a processor", onProcessor);
    }

    private static void print(String what, List<Samples> byPlace) {
        Samples first = byPlace.get(0);
        Samples tenth = byPlace.get(EVENTS - 1);
        System.out.printf(
                "| %s | %.1f | %.1f | %.1f | %.1f | %s |%n",
                what,
                first.median(),
                byPlace.get(1).median(),
                byPlace.get(EVENTS - 2).median(),
                tenth.median(),
                first.meanMoreThan(tenth));
    }

    private static List<Samples> samples() {
        return Stream.generate(Samples::new).limit(EVENTS).toList();
    }

    private void serve(Program program, int fate, long quiet, List<Samples> times, List<Samples> onProcessor)
            throws Exception {
        long begun = System.nanoTime();
        Process serve = program.command("serve").start();
        try (BufferedReader out = serve.inputReader(StandardCharsets.UTF_8)) {
            JsonNode ready = new ObjectMapper().readTree(out.readLine());
            toReady.add((System.nanoTime() - begun) / 1e6);
            resident = resident(serve.pid());
            String url = "http://" + ready.get("http").asText();
            for (int place = 0; place < EVENTS; place++) {
                boolean comesAfterQuiet = place == 0 || place == EVENTS - 1;
                Thread.sleep(comesAfterQuiet ? quiet : 0);
                byte[] event = BenchFleet.eventInOwnAccount(2 * place + fate);
                Map<Path, Long> before = nanosOnProcessor(serve.pid());
                times.get(place).time(() -> post(url + "/events?wait=true", event));
                onProcessor.get(place).add(millisSince(before, nanosOnProcessor(serve.pid())));
            }
        } finally {
            serve.destroy();
            serve.waitFor();
        }
    }

    /** On a connection of its own, so that the first event is not the only one that waits for one. */
    private static void post(String url, byte[] event) throws Exception {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setRequestProperty("Connection", "close");
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        connection.getOutputStream().write(event);
        String answer = new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!answer.contains("instance_state_")) {
            throw new IllegalStateException(answer);
        }
    }

    private static double millisSince(Map<Path, Long> before, Map<Path, Long> after) {
        return after.entrySet().stream()
                        .mapToLong(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
                        .sum()
                / 1e6;
    }

    /** By thread, since one that ends takes its time out of the sum. */
    private static Map<Path, Long> nanosOnProcessor(long pid) throws IOException {
        Map<Path, Long> byThread = new HashMap<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
            for (Path thread : threads.toList()) {
                nanosOfThread(thread).ifPresent(nanos -> byThread.put(thread, nanos));
            }
        }
        return byThread;
    }

    private static Optional<Long> nanosOfThread(Path thread) throws IOException {
        try {
            return Optional.of(
                    Long.valueOf(Files.readString(thread.resolve("schedstat")).split(" ", 2)[0]));
        } catch (IOException e) {
            if (Files.exists(thread)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static String resident(long pid) throws Exception {
        Path status = Path.of("/proc", String.valueOf(pid), "status");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .findFirst()
                .orElse("(not told by this system)");
    }
}
