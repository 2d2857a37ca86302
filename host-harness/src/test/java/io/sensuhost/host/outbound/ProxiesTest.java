package io.sensuhost.host.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.Authenticator.RequestorType;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProxiesTest {

    @ParameterizedTest
    @CsvSource({
        "https://cmdb.example/a,   secure:8443",
        "http://cmdb.example/a,    plain:3128",
        "https://localhost/a,      direct",
        "https://in.house.lan/a,   direct",
        "https://house.lan/a,      direct",
        "https://greenhouse.lan/a, secure:8443"
    })
    void whatIsAskedForPicksTheProxy(URI url, String expected) {
        Proxies proxies = new Proxies(Map.of(
                "HTTPS_PROXY", "http://secure:8443",
                "http_proxy", "plain",
                "NO_PROXY", "localhost, .house.lan"));

        assertThat(proxies.select(url))
                .singleElement()
                .extracting(proxy -> proxy.equals(Proxy.NO_PROXY)
                        ? "direct"
                        : proxy.address().toString().replaceFirst("/<unresolved>|/[0-9.]+", ""))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://user:hu^hush@proxy.example:3128", "http://user:hush@", "hush hush"})
    void whatIsNoUrlIsSaidAndNotQuotedSinceThereMayBeAPasswordInIt(String value) {
        Proxies proxies = new Proxies(Map.of("HTTPS_PROXY", value));

        assertThatThrownBy(proxies::wantCredentials)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("HTTPS_PROXY of the environment is no URL of a proxy")
                .hasMessageNotContaining("hush")
                .hasNoCause();
    }

    @Test
    void withoutVariablesOrWithAStarAllIsDirect() {
        URI url = URI.create("https://cmdb.example");

        assertThat(new Proxies(Map.of()).select(url)).containsExactly(Proxy.NO_PROXY);
        assertThat(new Proxies(Map.of("HTTPS_PROXY", "secure:1", "NO_PROXY", "*")).select(url))
                .containsExactly(Proxy.NO_PROXY);
    }

    @Test
    void onlyTheProxyIsToldItsUserAndPassword() throws Exception {
        Authenticator credentials = new Proxies(Map.of("HTTPS_PROXY", "http://gate:keeper@secure:8443")).credentials();

        assertThat(asked(credentials, "secure", RequestorType.PROXY)).isEqualTo("gate:keeper");
        assertThat(asked(credentials, "secure", RequestorType.SERVER)).isEqualTo("nothing");
        assertThat(asked(credentials, "other", RequestorType.PROXY)).isEqualTo("nothing");
    }

    @Test
    void aUserWithoutAPasswordHasAnEmptyOne() throws Exception {
        Authenticator credentials = new Proxies(Map.of("http_proxy", "http://gate@plain:3128")).credentials();

        assertThat(asked(credentials, "plain", RequestorType.PROXY)).isEqualTo("gate:");
    }

    @ParameterizedTest
    @CsvSource({
        "https_proxy, http://gate:keeper@secure:8443, true",
        "HTTP_PROXY,  gate@plain,                     true",
        "http_proxy,  http://plain:3128,              false",
        "NO_PROXY,    gate@plain,                     false"
    })
    void credentialsAreWantedWhereAProxyHasAUser(String variable, String value, boolean wanted) {
        assertThat(new Proxies(Map.of(variable, value)).wantCredentials()).isEqualTo(wanted);
    }

    private static String asked(Authenticator credentials, String host, RequestorType who) throws Exception {
        var answer = credentials.requestPasswordAuthenticationInstance(
                host, InetAddress.getLoopbackAddress(), 8443, "http", "", "basic", new URL("http://x"), who);
        return answer == null ? "nothing" : answer.getUserName() + ":" + new String(answer.getPassword());
    }

    @Test
    void aClientMadeOfThemGoesThroughTheProxy() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> request = CompletableFuture.supplyAsync(() -> answerOne(proxy));
            HttpClient client = new HttpClients(
                            Map.of("HTTP_PROXY", "127.0.0.1:" + proxy.getLocalPort()), Optional.empty())
                    .client(UnaryOperator.identity());

            String body = client.send(
                            HttpRequest.newBuilder(URI.create("http://cmdb.example/nodes"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();

            assertThat(body).isEqualTo("ok");
            assertThat(request.join()).startsWith("GET http://cmdb.example/nodes HTTP/1.1");
        }
    }

    private static String answerOne(ServerSocket proxy) {
        try (Socket socket = proxy.accept();
                InputStream in = socket.getInputStream()) {
            byte[] request = new byte[4096];
            int length = in.read(request);
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII));
            return new String(request, 0, length, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
