package io.sensuhost.host.intake;

import io.sensuhost.api.HostClock;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.host.event.EntityScopes;
import io.sensuhost.host.event.EventDecoder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An intake on a loopback port, and senders; what it has taken in is in the queue. */
abstract class TcpIntakeBench {

    static final TcpLimits LIMITS = new TcpLimits(1_000, 20 << 20, Duration.ofMinutes(10), Duration.ofMinutes(1), 100);

    final ManualClock clock = new ManualClock();
    private final List<Socket> sockets = new ArrayList<>();
    EventQueue queue = new EventQueue(10_000, 64 << 20);
    Supplier<Optional<String>> told = () -> Optional.of("ec2");
    HostClock intakesClock = clock;
    TcpIntake intake;

    @BeforeEach
    void start() throws IOException {
        listen(LIMITS);
    }

    void listen(TcpLimits limits) throws IOException {
        intake = TcpIntake.listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new EventDecoder(clock, () -> new EntityScopes(Map.of())),
                () -> told.get(),
                queue,
                intakesClock,
                limits);
    }

    @AfterEach
    void stop() throws IOException {
        intake.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    Socket open() throws IOException {
        Socket socket =
                new Socket(intake.address().getAddress(), intake.address().getPort());
        sockets.add(socket);
        return socket;
    }

    void send(String text) throws IOException {
        try (Socket socket = open()) {
            write(socket, text);
        }
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    static boolean isCutOff(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    static boolean isOutOf(Socket socket) throws IOException {
        socket.setSoTimeout(100);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    String next() {
        try {
            Taken taken = queue.take().orElseThrow();
            queue.handled(taken);
            return Intakes.inShort(taken);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
