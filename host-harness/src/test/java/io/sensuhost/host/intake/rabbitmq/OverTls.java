package io.sensuhost.host.intake.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.host.config.BrokerSettings;
import io.sensuhost.host.config.BrokerTls;
import io.sensuhost.host.config.BrokerTls.Identity;
import io.sensuhost.host.config.RabbitSettings;
import io.sensuhost.host.config.RabbitSettings.QueueType;
import io.sensuhost.host.config.Secret;
import io.sensuhost.host.registry.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that shows a certificate and asks for one. */
interface OverTls {

    RealBroker broker();

    TestAuthority brokers();

    Identity ours();

    @Test
    default void eventsComeToWhoeverShowsACertificateOfTheBrokersAuthority() throws Exception {
        try (OneHost host = host(new BrokerTls(Optional.of(brokers().pem()), Optional.of(ours()), true))
                        .connected();
                TestQueue queue = new TestQueue(broker(), "tls")) {
            queue.publish("web-1");

            assertThat(host.handling.next().client()).isEqualTo("web-1");
        }
    }

    @Test
    default void whoeverShowsNoCertificateIsRefusedAndToldWhatToSet() throws Exception {
        try (OneHost host = host(new BrokerTls(Optional.of(brokers().pem()), Optional.empty(), true))) {
            assertThat(host.trouble("ssl.cert_chain_file")).contains("ssl.private_key_file");
        }
    }

    @Test
    default void aCertificateOfAnotherAuthorityIsRefused(@TempDir Path elsewhere) throws Exception {
        Identity foreign = new TestAuthority(elsewhere).issue("foreign");

        try (OneHost host = host(new BrokerTls(Optional.of(brokers().pem()), Optional.of(foreign), true))) {
            assertThat(host.trouble("ssl.cert_chain_file")).contains("authority");
        }
    }

    @Test
    default void aBrokerThatIsNotToBeVerifiedIsTrusted() throws Exception {
        try (OneHost host = host(new BrokerTls(Optional.empty(), Optional.of(ours()), false))) {
            host.connected();
        }
    }

    @Test
    default void aBrokerOfAnUnknownAuthorityIsNotTrusted() throws Exception {
        try (OneHost host = host(new BrokerTls(Optional.empty(), Optional.of(ours()), true))) {
            assertThat(host.trouble("certificat")).contains("ssl.ca_cert");
        }
    }

    @Test
    default void aFileWithoutAKeyIsNamedAndNotShown(@TempDir Path directory) throws Exception {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "no key");
        Identity none = new Identity(ours().certificates(), empty);

        try (OneHost host = host(new BrokerTls(Optional.of(brokers().pem()), Optional.of(none), true))) {
            assertThat(host.trouble("empty.pem")).contains("PKCS #8").doesNotContain("no key");
        }
    }

    private OneHost host(BrokerTls tls) {
        return new OneHost(new RabbitSettings(
                List.of(new BrokerSettings(
                        "127.0.0.1", broker().tlsPort(), "/", "guest", new Secret("guest"), Optional.of(tls))),
                "tls",
                QueueType.QUORUM,
                Optional.empty(),
                Optional.empty(),
                10,
                3,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5)));
    }
}
