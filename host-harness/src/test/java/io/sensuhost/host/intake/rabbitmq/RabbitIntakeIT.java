package io.sensuhost.host.intake.rabbitmq;

import io.sensuhost.host.config.BrokerTls.Identity;
import io.sensuhost.host.registry.TestAuthority;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Against a real broker. */
@ExtendWith(InstalledBroker.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
final class RabbitIntakeIT implements Arrivals, Settlements, SecondTries, Reconnections, OverTls {

    @TempDir
    private static Path directory;

    private static TestAuthority brokers;
    private static Identity ours;
    private static RealBroker broker;

    private TestQueue queue;

    @BeforeAll
    static void startBroker() throws Exception {
        brokers = new TestAuthority(directory);
        ours = brokers.issue("ours");
        broker = RealBroker.start(directory.resolve("broker"), brokers);
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    @BeforeEach
    void connect(TestInfo test) throws Exception {
        queue = new TestQueue(broker, test.getDisplayName().replaceAll("\\W", ""));
    }

    @AfterEach
    void disconnect() {
        queue.close();
    }

    @Override
    public TestQueue queue() {
        return queue;
    }

    @Override
    public RealBroker broker() {
        return broker;
    }

    @Override
    public TestAuthority brokers() {
        return brokers;
    }

    @Override
    public Identity ours() {
        return ours;
    }
}
