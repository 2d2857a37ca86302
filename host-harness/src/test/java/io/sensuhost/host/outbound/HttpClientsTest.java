package io.sensuhost.host.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.sensuhost.host.registry.TestAuthority;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HttpClientsTest {

    @TempDir
    private static Path directory;

    private static TestAuthority authority;
    private static HttpsServer server;

    @BeforeAll
    static void start() throws Exception {
        authority = new TestAuthority(directory);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(authority.forServer()));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void anAuthorityOfTheHouseIsTrustedWhereItIsNamed() throws Exception {
        assertThat(statusWith(Optional.of(authority.pem()))).isEqualTo(204);
        assertThatThrownBy(() -> statusWith(Optional.empty())).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void aRefusalThatDoesNotSayHowToLogInIsAnAnswer() throws Exception {
        HttpServer refusing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        refusing.createContext("/", exchange -> {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        refusing.start();
        try {
            URI url = URI.create("http://127.0.0.1:" + refusing.getAddress().getPort());
            HttpClient client = new HttpClients(Map.of(), Optional.empty()).client(UnaryOperator.identity());

            assertThat(client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(401);
        } finally {
            refusing.stop(0);
        }
    }

    @Test
    void thoseOfTheJdkStayTrusted() throws Exception {
        assertThat(TlsFiles.moreAuthorities(authority.pem()))
                .hasSize(1)
                .allSatisfy(manager -> assertThat(((javax.net.ssl.X509TrustManager) manager).getAcceptedIssuers())
                        .hasSizeGreaterThan(10));
    }

    @Test
    void aFileThatHoldsNoneIsNamed() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "nothing");

        assertThatThrownBy(() -> new HttpClients(Map.of(), Optional.of(empty)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("host.ca_cert: " + empty);
    }

    /** Its threads would keep the plugin's classes. */
    @Test
    void aClientIsMadeInTheContextOfTheHostAndThePluginGetsItsOwnBack() {
        ClassLoader plugin = new URLClassLoader(new URL[0]);
        List<ClassLoader> loaders = new ArrayList<>();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(plugin);
        try {
            new HttpClients(Map.of(), Optional.empty()).client(builder -> {
                loaders.add(thread.getContextClassLoader());
                return builder;
            });

            assertThat(loaders).containsExactly(HttpClients.class.getClassLoader());
            assertThat(thread.getContextClassLoader()).isSameAs(plugin);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private int statusWith(Optional<Path> caCert) throws Exception {
        HttpClient client = new HttpClients(Map.of(), caCert).client(UnaryOperator.identity());
        URI url = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
        return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
