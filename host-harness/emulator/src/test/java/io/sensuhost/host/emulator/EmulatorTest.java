package io.sensuhost.host.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Starting and stopping. */
class EmulatorTest {

    @Test
    void aClosedEmulatorLeavesNeitherThreadsNorSockets() throws Exception {
        Set<Thread> before = threads();
        Emulator emulator = Emulator.start(new World());
        try (AwsClients clients = new AwsClients(emulator);
                Socket idle = new Socket(
                        InetAddress.getLoopbackAddress(), emulator.endpoint().getPort())) {
            idle.setSoTimeout(30_000);
            clients.ec2("AKIDANY", "us-west-2").describeInstances();
            Set<Thread> its = threads();
            its.removeAll(before);
            assertThat(its).isNotEmpty();

            emulator.close();

            for (Thread thread : its) {
                thread.join(30_000);
                assertThat(thread.isAlive()).isFalse();
            }
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
            assertThatThrownBy(() -> new Socket(
                                    InetAddress.getLoopbackAddress(),
                                    emulator.endpoint().getPort())
                            .close())
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void closingTwiceIsHarmless() {
        Emulator emulator = Emulator.start(new World());

        emulator.close();
        emulator.close();

        assertThat(emulator.journal().entries()).isEmpty();
    }

    @Test
    void aTakenPortIsNamed() {
        try (Emulator first = Emulator.start(new World())) {
            int port = first.endpoint().getPort();

            assertThatThrownBy(() -> Emulator.start(new World(), port, InstantSource.system()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("127.0.0.1:" + port)
                    .hasMessageContaining("port 0 takes any free one");
        }
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("aws-emulator"))
                .collect(Collectors.toSet());
    }
}
