package io.sensuhost.host.intake.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.host.config.BrokerSettings;
import io.sensuhost.host.config.BrokerTls;
import io.sensuhost.host.config.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TroubleTest {

    private static final BrokerSettings BROKER = new BrokerSettings(
            "rabbit.example",
            5671,
            "/",
            "guest",
            new Secret("guest"),
            Optional.of(new BrokerTls(Optional.empty(), Optional.empty(), true)));

    @ParameterizedTest
    @MethodSource("notReached")
    void aBrokerThatIsNotReachedHasNothingAgainstACertificate(Exception e) {
        assertThat(Trouble.with(BROKER, e)).endsWith(": " + e.getMessage());
    }

    private static Stream<Exception> notReached() {
        return Stream.of(
                new ConnectException("Connection refused"),
                new NoRouteToHostException("No route to host"),
                new IOException("it is away", new ConnectException("Connection refused")),
                new IOException("it is away", new NoRouteToHostException("No route to host")));
    }

    @Test
    void oneThatHangsUpMayNotLikeTheCertificate() {
        assertThat(Trouble.with(BROKER, new IOException(new SocketException("Connection reset"))))
                .contains("Connection reset", "ssl.cert_chain_file");
    }
}
