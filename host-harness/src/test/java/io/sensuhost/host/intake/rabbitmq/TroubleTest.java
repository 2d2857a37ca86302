package io.sensuhost.host.intake.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import io.sensuhost.host.config.BrokerSettings;
import io.sensuhost.host.config.BrokerTls;
import io.sensuhost.host.config.Secret;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
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

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusedUserIsNamedWithTheVhost(Exception refusal) {
        assertThat(Trouble.with(BROKER, refusal))
                .isEqualTo("rabbit.example:5671: it refuses the user 'guest' on vhost '/': check user, password, vhost"
                        + " and the user's permissions");
    }

    private static Stream<Exception> refusals() {
        return Stream.of(
                new AuthenticationFailureException("ACCESS_REFUSED"),
                new PossibleAuthenticationFailureException("perhaps"));
    }

    @Test
    void aCertificateThatWeDoNotLikeIsTheirs() {
        assertThat(Trouble.with(BROKER, new SSLHandshakeException("unable to find valid certification path")))
                .contains("unable to find valid certification path", "ssl.ca_cert")
                .doesNotContain("ssl.cert_chain_file");
    }

    @Test
    void oneThatTheyDoNotLikeIsOurs() {
        assertThat(Trouble.with(BROKER, new IOException(new SSLHandshakeException("Received fatal alert: bad"))))
                .contains("Received fatal alert: bad", "ssl.cert_chain_file")
                .doesNotContain("ssl.ca_cert");
    }

    @Test
    void anUnknownHostIsSaidInWords() {
        assertThat(Trouble.with(BROKER, new UnknownHostException("rabbit.example")))
                .isEqualTo("rabbit.example:5671: there is no such host");
    }

    @Test
    void soIsOneThatDoesNotAnswer() {
        assertThat(Trouble.with(BROKER, new TimeoutException()))
                .isEqualTo("rabbit.example:5671: it does not answer in time");
    }

    @Test
    void whatHasNoWordsIsNamed() {
        assertThat(Trouble.with(BROKER, new IOException())).isEqualTo("rabbit.example:5671: java.io.IOException");
    }

    @Test
    void whatTheBrokerSaysOfAChannelIsSaid() {
        assertThat(Trouble.with(BROKER, FakeBroker.closed(403, "ACCESS_REFUSED - no access to queue 'q'")))
                .isEqualTo("rabbit.example:5671: ACCESS_REFUSED - no access to queue 'q'");
    }

    @Test
    void aConnectionThatBreaksWithoutAWordSaysByWhat() {
        ShutdownSignalException broken = new ShutdownSignalException(true, false, null, "connection");
        assertThat(Trouble.words(broken)).isEqualTo("the connection broke: " + broken.getMessage());

        broken.initCause(new EOFException("the end"));
        assertThat(Trouble.words(broken)).isEqualTo("the connection broke: java.io.EOFException: the end");
    }
}
