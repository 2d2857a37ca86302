package io.sensuhost.host.intake.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.host.registry.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class BelievingTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"SHA256withECDSA", "MD5withRSA"})
    void aCertificateIsBelievedHoweverItIsSigned(String signature) throws Exception {
        assertThat(shown(signature, new SSLParameters())).isOne();
    }

    @Test
    void soIsOneForAnotherName() throws Exception {
        SSLParameters byName = new SSLParameters();
        byName.setEndpointIdentificationAlgorithm("HTTPS");

        assertThat(shown("SHA256withECDSA", byName)).isOne();
    }

    private int shown(String signature, SSLParameters parameters) throws Exception {
        SSLContext server = new TestAuthority(directory, signature).forServer();
        try (ServerSocket listening = server.getServerSocketFactory().createServerSocket(0, 1, LOOPBACK)) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> answer(listening));
            try (SSLSocket client = (SSLSocket) believing()
                    .createSocket(
                            new Socket(LOOPBACK, listening.getLocalPort()),
                            "rabbit.example",
                            listening.getLocalPort(),
                            true)) {
                client.setSSLParameters(parameters);
                client.startHandshake();
                assertThat(client.getInputStream().read()).isEqualTo('!');
                assertThat(served).succeedsWithin(Duration.ofSeconds(30));
                return client.getSession().getPeerCertificates().length;
            }
        }
    }

    private static SSLSocketFactory believing() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Believing()}, null);
        return context.getSocketFactory();
    }

    private static void answer(ServerSocket listening) {
        try (Socket client = listening.accept()) {
            client.getOutputStream().write('!');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
