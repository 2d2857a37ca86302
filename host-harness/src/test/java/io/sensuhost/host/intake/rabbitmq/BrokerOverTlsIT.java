package io.sensuhost.host.intake.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.sensuhost.host.config.BrokerSettings;
import io.sensuhost.host.config.BrokerTls;
import io.sensuhost.host.config.BrokerTls.Identity;
import io.sensuhost.host.config.RabbitSettings;
import io.sensuhost.host.config.RabbitSettings.QueueType;
import io.sensuhost.host.config.Secret;
import io.sensuhost.host.intake.Intakes;
import io.sensuhost.host.registry.TestAuthority;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** A broker that shows a certificate; left out where there is none. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
final class BrokerOverTlsIT {

    @TempDir
    private Path directory;

    @Test
    void whomToTrustIsSaidByPemFiles() throws Exception {
        TestAuthority authority = new TestAuthority(directory);
        Path certificate = authority.pem();
        Identity identity = new Identity(certificate, authority.key());
        try (RealBroker broker = RealBroker.start(directory.resolve("broker"), certificate, identity.key())) {
            try (OneHost host = host(broker, new BrokerTls(Optional.of(certificate), Optional.of(identity), true));
                    Connection sender = broker.connect();
                    Channel channel = sender.createChannel()) {
                host.connected();
                channel.basicPublish("", "tls", null, Intakes.text("web-1").getBytes(StandardCharsets.UTF_8));
                assertThat(host.handling.next().client()).isEqualTo("web-1");
            }
            try (OneHost trusting = host(broker, new BrokerTls(Optional.empty(), Optional.of(identity), false))) {
                trusting.connected();
            }
            try (OneHost careful = host(broker, new BrokerTls(Optional.empty(), Optional.of(identity), true))) {
                assertThat(careful.trouble("certificat")).contains("ssl.ca_cert");
            }
            Path empty = Files.writeString(directory.resolve("empty.pem"), "no key");
            Identity none = new Identity(certificate, empty);
            try (OneHost keyless = host(broker, new BrokerTls(Optional.of(certificate), Optional.of(none), true))) {
                assertThat(keyless.trouble("empty.pem")).contains("PKCS #8").doesNotContain("no key");
            }
        }
    }

    private static OneHost host(RealBroker broker, BrokerTls tls) {
        return new OneHost(new RabbitSettings(
                List.of(new BrokerSettings(
                        "127.0.0.1", broker.tlsPort(), "/", "guest", new Secret("guest"), Optional.of(tls))),
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
