package io.sensuhost.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The daemon: how its first event fares beside its tenth, and what memory it takes while nothing happens. */
final class ServeMeasure {

    private static final int STARTS = 9;
    private static final int EVENTS = 10;
    private static final long TO_SETTLE_MILLIS = 3000;

    private final List<Samples> byPlace = new ArrayList<>();
    private String resident = "";

    static void run() throws Exception {
        new ServeMeasure().measure();
    }

    private void measure() throws Exception {
        try (EmulatorProcess emulator = EmulatorProcess.start(2 * EVENTS)) {
            Program program = Program.configuredFor(emulator);
            for (int start = 0; start <= STARTS; start++) {
                if (start <= 1) {
                    // The first start has warmed the emulator and this program, and does not count.
                    byPlace.clear();
                    for (int place = 0; place < EVENTS; place++) {
                        byPlace.add(new Samples());
                    }
                }
                serve(program);
            }
        }
        System.out.println("| event after start | 1st | 2nd | 3rd | 10th |\n|---|---|---|---|---|");
        System.out.printf(
                "| ms, median of %d starts | %.1f | %.1f | %.1f | %.1f |%n",
                STARTS,
                byPlace.get(0).median(),
                byPlace.get(1).median(),
                byPlace.get(2).median(),
                byPlace.get(EVENTS - 1).median());
        System.out.println("\nThe last one idle before its first event: " + resident);
    }

    private void serve(Program program) throws Exception {
        Process serve = program.command("serve").start();
        try (BufferedReader out = serve.inputReader(StandardCharsets.UTF_8)) {
            JsonNode ready = new ObjectMapper().readTree(out.readLine());
            String url = "http://" + ready.get("http").asText();
            Thread.sleep(TO_SETTLE_MILLIS);
            resident = resident(serve.pid());
            for (int machine = 0; machine < EVENTS; machine++) {
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
