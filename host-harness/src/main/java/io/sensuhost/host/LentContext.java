package io.sensuhost.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sensuhost.api.ClientRegistry;
import io.sensuhost.api.HostClock;
import io.sensuhost.api.IntegrationContext;
import io.sensuhost.api.IntegrationException;
import io.sensuhost.api.IntegrationException.Kind;
import io.sensuhost.api.JsonFormat;
import io.sensuhost.api.Metrics;
import io.sensuhost.api.Settings;
import io.sensuhost.host.outbound.HttpClients;
import java.net.http.HttpClient;
import java.util.function.UnaryOperator;

/** What the host lends to one integration. */
record LentContext(Settings settings, ClientRegistry clients, HostClock clock, Metrics metrics, HttpClients outbound)
        implements IntegrationContext {

    @Override
    public HttpClient http(UnaryOperator<HttpClient.Builder> more) {
        return outbound.client(more);
    }

    @Override
    public JsonFormat json() {
        return Json.STRICT;
    }

    private enum Json implements JsonFormat {
        STRICT;

        private static final JsonMapper MAPPER = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();

        @Override
        public Object read(String text) {
            try {
                return MAPPER.readValue(text, Object.class);
            } catch (JsonProcessingException e) {
                throw new IntegrationException(
                        Kind.UNAVAILABLE,
                        "what came is no JSON, line %d, column %d"
                                .formatted(
                                        e.getLocation().getLineNr(),
                                        e.getLocation().getColumnNr()));
            }
        }

        @Override
        public String write(Object value) {
            try {
                return MAPPER.writeValueAsString(value);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("This cannot be written as JSON: " + e.getOriginalMessage(), e);
            }
        }
    }
}
