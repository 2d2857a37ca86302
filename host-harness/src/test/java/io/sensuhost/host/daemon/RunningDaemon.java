package io.sensuhost.host.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The daemon in a process of its own, as its users have it: signals reach it, and it ends with a code. */
public final class RunningDaemon implements AutoCloseable {

    static final JsonMapper JSON = new JsonMapper();

    private static final long PATIENCE_SECONDS = 60;

    /** Between two questions: whoever asks without a pause keeps the daemon from its work. */
    private static final long PAUSE_NANOS = 5_000_000;

    private static final String END = "the end of the stream";

    private final Process process;
    private final BlockingQueue<String> out;
    private final BlockingQueue<String> err;
    private final Queue<String> transcript = new ConcurrentLinkedQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private JsonNode ready = JSON.nullNode();

    private RunningDaemon(ProcessBuilder builder) throws IOException {
        process = builder.start();
        out = lines(process.inputReader(StandardCharsets.UTF_8));
        err = lines(process.errorReader(StandardCharsets.UTF_8));
    }

    static RunningDaemon started(ProcessBuilder builder) throws IOException {
        RunningDaemon daemon = starting(builder);
        daemon.awaitReady();
        return daemon;
    }

    /** One that may not be ready yet. */
    static RunningDaemon starting(ProcessBuilder builder) throws IOException {
        return new RunningDaemon(builder);
    }

    void awaitReady() throws IOException {
        ready = nextLine();
    }

    static Failure failed(ProcessBuilder builder) throws IOException, InterruptedException {
        try (RunningDaemon daemon = new RunningDaemon(builder)) {
            int code = daemon.exitCode();
            return new Failure(code, daemon.rest(daemon.err));
        }
    }

    /** Reads on whether anyone waits for a line or not: a program whose output nobody reads comes to a halt. */
    private BlockingQueue<String> lines(BufferedReader reader) {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread thread = new Thread(() -> {
            try (reader) {
                reader.lines().forEach(line -> {
                    transcript.add(line);
                    lines.add(line);
                });
            } catch (IOException | RuntimeException e) {
                lines.add("cannot be read: " + e);
            }
            lines.add(END);
        });
        thread.setDaemon(true);
        thread.start();
        return lines;
    }

    private String next(BlockingQueue<String> lines) {
        try {
            String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line == null || line.equals(END)) {
                throw new AssertionError("no more lines; its log: " + rest(err));
            }
            return line;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String rest(BlockingQueue<String> lines) {
        List<String> rest = new ArrayList<>();
        lines.drainTo(rest);
        return String.join("\n", rest);
    }

    public JsonNode ready() {
        return ready;
    }

    /** The next line of its output. */
    JsonNode nextLine() throws IOException {
        return JSON.readTree(next(out));
    }

    /** The next result of a client; those of others before it are passed over. */
    JsonNode nextOf(String client) throws IOException {
        JsonNode line = nextLine();
        while (!line.get("client").asText().equals(client)) {
            line = nextLine();
        }
        return line;
    }

    /** What it prints up to a line that holds certain words. */
    String textUpTo(String words) {
        return upTo(words, out);
    }

    /** What it logs up to a line that holds certain words. */
    String logUpTo(String words) {
        return upTo(words, err);
    }

    private String upTo(String words, BlockingQueue<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line = next(lines); !line.contains(words); line = next(lines)) {
            text.append(line).append('\n');
        }
        return text.toString();
    }

    /** The next lines of its output. */
    List<JsonNode> nextLines(int count) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        while (lines.size() < count) {
            lines.add(nextLine());
        }
        return lines;
    }

    /** Gives each line of its output as it comes, until it ends. */
    public void eachLine(Consumer<String> line) {
        for (String text = taken(out); !text.equals(END); text = taken(out)) {
            line.accept(text);
        }
    }

    /** What it has printed and nobody has read, once it has ended. */
    List<JsonNode> lastLines() throws IOException {
        List<String> texts = new ArrayList<>();
        eachLine(texts::add);
        List<JsonNode> lines = new ArrayList<>();
        for (String text : texts) {
            lines.add(JSON.readTree(text));
        }
        return lines;
    }

    private static String taken(BlockingQueue<String> lines) {
        try {
            return lines.take();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** All that it has said, results and log, once it has ended. */
    String everythingSaid() {
        for (BlockingQueue<String> lines : List.of(out, err)) {
            while (!taken(lines).equals(END)) {
                // It is in the transcript too.
            }
        }
        return String.join("\n", transcript);
    }

    /** Waits for a line of its log, and gives it. */
    public String awaitInLog(String words) {
        String line = next(err);
        while (!line.contains(words)) {
            line = next(err);
        }
        return line;
    }

    /** A connection to send events on. */
    Socket connect() throws IOException {
        return connect("tcp");
    }

    /** A connection to an intake. */
    Socket connect(String intake) throws IOException {
        String address = ready.get(intake).asText();
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    /** Sends as Sensu's tcp handlers do: one connection, closed without reading. */
    public void sendOverTcp(String text) throws IOException {
        try (Socket socket = connect();
                OutputStream to = socket.getOutputStream()) {
            to.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    public HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return send(HttpRequest.newBuilder().POST(BodyPublishers.ofString(body)), path, headers);
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(HttpRequest.newBuilder(), path, headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String path, String... headers) throws Exception {
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(
                request.uri(URI.create("http://" + ready.get("http").asText() + path))
                        .build(),
                BodyHandlers.ofString());
    }

    JsonNode json(String path) throws Exception {
        return JSON.readTree(get(path).body());
    }

    /** The value of a series, or the sum of all series of a metric; 0 where there is none. */
    double metric(String name) throws Exception {
        Matcher series = Pattern.compile("(?m)^" + Pattern.quote(name) + "(?:\\{.*})? (\\S+)$")
                .matcher(get("/metrics").body());
        return series.results()
                .mapToDouble(one -> Double.parseDouble(one.group(1)))
                .sum();
    }

    /** Asks again and again until a metric has a value. */
    void awaitMetric(String name, double value) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        double now = metric(name);
        while (now != value) {
            assertThat(System.nanoTime())
                    .as("%s is %s, not %s", name, now, value)
                    .isLessThan(deadline);
            LockSupport.parkNanos(PAUSE_NANOS);
            now = metric(name);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Its open files, connections among them. */
    public long files() throws IOException {
        return entries("fd");
    }

    public long threads() throws IOException {
        return entries("task");
    }

    private long entries(String what) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc", String.valueOf(process.pid()), what))) {
            return entries.count();
        }
    }

    /** What the JDK's own tool says about it. */
    public String jcmd(String... command) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), String.valueOf(process.pid())));
        line.addAll(List.of(command));
        Process tool = new ProcessBuilder(line).redirectErrorStream(true).start();
        return new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    public void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
        assertThat(kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    public int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** How it ended before it was ready. */
    record Failure(int code, String log) {}
}
