package io.sensuhost.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.File;
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
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The daemon in a process of its own, as its users have it: signals reach it, and it ends with a code. */
final class RunningProgram implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader out;
    private final BufferedReader err;
    private final JsonNode ready;

    private RunningProgram(Process process) throws IOException {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.err = process.errorReader(StandardCharsets.UTF_8);
        this.ready = nextLine();
    }

    static RunningProgram start(Program program, String... command) throws IOException {
        // Where tests run under nohup, say, SIGHUP is ignored by all that they start.
        List<String> line = new ArrayList<>(List.of(
                "env",
                "--default-signal=HUP",
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-Dsensu-host.home=" + System.getProperty("sensu-host.home"),
                "-cp",
                classPath(),
                Main.class.getName()));
        line.addAll(program.options());
        line.addAll(List.of(command));
        return new RunningProgram(new ProcessBuilder(line).start());
    }

    private static String classPath() throws IOException {
        Path lib = Path.of(System.getProperty("sensu-host.home"), "lib");
        return Files.isDirectory(lib) ? lib + File.separator + "*" : System.getProperty("java.class.path");
    }

    /** The next line of its output. */
    JsonNode nextLine() throws IOException {
        String line = Optional.ofNullable(out.readLine())
                .orElseThrow(
                        () -> new AssertionError("it has ended: " + err.lines().toList()));
        return Program.JSON.readTree(line);
    }

    /** Waits for a line of its log, and gives it. */
    String awaitInLog(String words) throws IOException {
        for (String line = err.readLine(); line != null; line = err.readLine()) {
            if (line.contains(words)) {
                return line;
            }
        }
        throw new AssertionError("it has ended and not said: " + words);
    }

    void sendOverTcp(String text) throws IOException {
        String address = ready.get("tcp").asText();
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                OutputStream to = socket.getOutputStream()) {
            to.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri(path))
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }

    String text(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString())
                .body();
    }

    JsonNode get(String path) throws Exception {
        return Program.JSON.readTree(text(path));
    }

    /** Where it listens for HTTP: address and port. */
    String http() {
        return ready.get("http").asText();
    }

    private URI uri(String path) {
        return URI.create("http://" + http() + path);
    }

    void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
        assertThat(kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
