package io.sensuhost.host.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpEmulatorTest {

    private static final JsonNode NODE = JsonNodeFactory.instance.objectNode().put("name", "web-1");

    @Test
    void aPathIsAnsweredAsItWasTold() throws Exception {
        try (HttpEmulator http = HttpEmulator.start(
                List.of(new HttpAnswer("/nodes/web-1", 0, NODE), new HttpAnswer("/nodes?limit=1", 503, null)))) {
            HttpResponse<String> node = get(http, "/nodes/web-1");
            assertThat(node.statusCode()).isEqualTo(200);
            assertThat(node.body()).isEqualTo("{\"name\":\"web-1\"}");
            assertThat(node.headers().firstValue("Content-Type")).contains("application/json");

            HttpResponse<String> nodes = get(http, "/nodes?limit=1");
            assertThat(nodes.statusCode()).isEqualTo(503);
            assertThat(nodes.body()).isEmpty();
        }
    }

    @Test
    void textIsAnsweredAsItIs() throws Exception {
        JsonNode text = JsonNodeFactory.instance.textNode("<html>grün</html>");
        try (HttpEmulator http = HttpEmulator.start(List.of(new HttpAnswer("/", 0, text)))) {
            assertThat(get(http, "/").body()).isEqualTo("<html>grün</html>");
        }
    }

    @Test
    void aPathOfWhichNothingWasToldIsNotFound() throws Exception {
        try (HttpEmulator http = HttpEmulator.start(List.of(new HttpAnswer("/nodes", 0, NODE)))) {
            assertThat(get(http, "/nodes?limit=1").statusCode()).isEqualTo(404);
            assertThat(get(http, "/").body()).isEmpty();
        }
    }

    @Test
    void nobodyIsAnsweredAfterwards() throws Exception {
        HttpEmulator http = HttpEmulator.start(List.of());
        http.close();

        assertThatThrownBy(() -> get(http, "/")).isInstanceOf(IOException.class);
    }

    private static HttpResponse<String> get(HttpEmulator http, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(http.url() + path)).build(), BodyHandlers.ofString());
    }
}
