package io.sensuhost.host.intake.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.ConnectionFactory;
import io.sensuhost.host.config.BrokerSettings;
import io.sensuhost.host.config.BrokerTls;
import io.sensuhost.host.config.BrokerTls.Identity;
import io.sensuhost.host.config.Secret;
import io.sensuhost.host.registry.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class BrokersTest {

    private static final Duration HEARTBEAT = Duration.ofSeconds(7);

    @TempDir
    private static Path directory;

    private static TestAuthority authority;

    @BeforeAll
    static void sign() throws Exception {
        authority = new TestAuthority(directory);
    }

    @Test
    void theBrokerIsWhereTheSettingsSayAndWeAreWhoTheySay() throws Exception {
        ConnectionFactory factory = Brokers.factory(
                new BrokerSettings("rabbit.example", 1234, "/sensu", "ec2", new Secret("s3cr3t"), Optional.empty()),
                HEARTBEAT);

        assertThat(factory.getHost()).isEqualTo("rabbit.example");
        assertThat(factory.getPort()).isEqualTo(1234);
        assertThat(factory.getVirtualHost()).isEqualTo("/sensu");
        assertThat(factory.getUsername()).isEqualTo("ec2");
        assertThat(factory.getPassword()).isEqualTo("s3cr3t");
        assertThat(factory.isSSL()).isFalse();
    }

    @Test
    void everyWaitForABrokerHasAnEnd() throws Exception {
        ConnectionFactory factory =
                Brokers.factory(TestSettings.of("rabbit.example").brokers().get(0), HEARTBEAT);

        assertThat(factory.getRequestedHeartbeat()).isEqualTo(7);
        assertThat(factory.getConnectionTimeout()).isEqualTo(5_000);
        assertThat(factory.getHandshakeTimeout()).isEqualTo(10_000);
        assertThat(factory.getChannelRpcTimeout()).isEqualTo(10_000);
        assertThat(factory.getShutdownTimeout()).isEqualTo(5_000);
    }

    @Test
    void theLibraryDoesNotConnectAgainByItself() throws Exception {
        ConnectionFactory factory =
                Brokers.factory(TestSettings.of("rabbit.example").brokers().get(0), HEARTBEAT);

        assertThat(factory.isAutomaticRecoveryEnabled()).isFalse();
        assertThat(factory.isTopologyRecoveryEnabled()).isFalse();
    }

    @Test
    void aBrokerOfTheAuthorityThatWasNamedIsTrusted() throws Exception {
        assertThat(heard("127.0.0.1", new BrokerTls(Optional.of(authority.pem()), Optional.empty(), true)))
                .isEqualTo("AMQP from nobody");
    }

    @Test
    void whoWeAreIsShownToIt() throws Exception {
        Identity ours = authority.issue("ours");

        assertThat(heard("127.0.0.1", new BrokerTls(Optional.of(authority.pem()), Optional.of(ours), true)))
                .isEqualTo("AMQP from CN=ours");
    }

    @Test
    void whereNoneWasNamedThoseOfTheJdkAreTrustedAlone() throws Exception {
        assertThat(heard("127.0.0.1", new BrokerTls(Optional.empty(), Optional.empty(), true)))
                .isEqualTo("nothing");
    }

    @Test
    void aBrokerOfAnotherNameIsNotTrusted() throws Exception {
        assertThat(heard("localhost", new BrokerTls(Optional.of(authority.pem()), Optional.empty(), true)))
                .isEqualTo("nothing");
    }

    @Test
    void oneThatIsNotToBeVerifiedIsTrustedWhateverItShows() throws Exception {
        assertThat(heard("localhost", new BrokerTls(Optional.empty(), Optional.empty(), false)))
                .isEqualTo("AMQP from nobody");
    }

    /** What a broker hears of us before it hangs up. */
    private static String heard(String host, BrokerTls tls) throws Exception {
        try (SSLServerSocket broker = (SSLServerSocket) authority
                .forServer()
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            broker.setWantClientAuth(true);
            CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> hear(broker));
            ConnectionFactory factory = Brokers.factory(
                    new BrokerSettings(
                            host, broker.getLocalPort(), "/", "guest", new Secret("guest"), Optional.of(tls)),
                    HEARTBEAT);
            assertThatThrownBy(() -> factory.newConnection().abort()).isInstanceOf(IOException.class);
            return heard.get(30, TimeUnit.SECONDS);
        }
    }

    private static String hear(SSLServerSocket broker) {
        try (SSLSocket client = (SSLSocket) broker.accept()) {
            byte[] first = client.getInputStream().readNBytes(4);
            return new String(first, StandardCharsets.US_ASCII) + " from " + name(client);
        } catch (IOException e) {
            return "nothing";
        }
    }

    private static String name(SSLSocket client) {
        try {
            return client.getSession().getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException e) {
            return "nobody";
        }
    }
}
