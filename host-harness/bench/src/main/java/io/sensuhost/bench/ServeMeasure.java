package io.sensuhost.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The daemon: how its first event fares beside its tenth, and what memory it takes while nothing happens. An event finds
 * the machine's caches as those before it have left them, so that it is asked twice: with one event after the other, and
 * with the same quiet before each.
 */
final class ServeMeasure {

    private static final int STARTS = 9;
    private static final int EVENTS = 10;
    private static final long QUIET_MILLIS = 3000;

    private final EmulatorProcess emulator;
    private String resident = "";

    private ServeMeasure(EmulatorProcess emulator) {
        this.emulator = emulator;
    }

    static void run() throws Exception {
        try (EmulatorProcess emulator = EmulatorProcess.start(2 * EVENTS)) {
            new ServeMeasure(emulator).measure();
        }
    }

    private void measure() throws Exception {
        Program program = Program.configuredFor(emulator);
        // It warms the emulator and this program, and does not count.
        serve(program, 0, samples());
        System.out.println("| event after start, ms | 1st | 2nd | 3rd | 10th |\n|---|---|---|---|---|");
        print("one after the other", program, 0);
        print("%d s of quiet before each".formatted(QUIET_MILLIS / 1000), program, QUIET_MILLIS);
        System.out.printf(
                "%nThe median of %d starts. The last one idle before its first event: %s%n", STARTS, resident);
    }

    private void print(String how, Program program, long pause) throws Exception {
        List<Samples> byPlace = samples();
        for (int start = 0; start < STARTS; start++) {
            serve(program, pause, byPlace);
        }
        System.out.printf(
                "| %s | %.1f | %.1f | %.1f | %.1f |%n",
                how,
                byPlace.get(0).median(),
                byPlace.get(1).median(),
                byPlace.get(2).median(),
                byPlace.get(EVENTS - 1).median());
    }

    private static List<Samples> samples() {
        return Stream.generate(Samples::new).limit(EVENTS).toList();
    }

    private void serve(Program program, long pause, List<Samples> byPlace) throws Exception {
        Process serve = program.command("serve").start();
        try (BufferedReader out = serve.inputReader(StandardCharsets.UTF_8)) {
            JsonNode ready = new ObjectMapper().readTree(out.readLine());
            String url = "http://" + ready.get("http").asText();
            Thread.sleep(QUIET_MILLIS);
            resident = resident(serve.pid());
            for (int machine = 0; machine < EVENTS; machine++) {
                Thread.sleep(machine == 0 ? 0 : pause);
                byte[] event = BenchFleet.eventInOwnAccount(machine);
                byPlace.get(machine).time(() -> post(url + "/events?wait=true", event));
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

    private static String resident(long pid) throws Exception {
        Path status = Path.of("/proc", String.valueOf(pid), "status");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .findFirst()
                .orElse("(not told by this system)");
    }
}
