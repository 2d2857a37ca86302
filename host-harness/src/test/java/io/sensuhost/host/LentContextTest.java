package io.sensuhost.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sensuhost.api.IntegrationContext;
import io.sensuhost.api.IntegrationException;
import io.sensuhost.api.Schema;
import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.InMemoryRegistry;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.host.outbound.HttpClients;
import java.net.http.HttpClient.Redirect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LentContextTest {

    private final IntegrationContext context = new LentContext(
            Schema.of().read("test", Map.of()),
            new InMemoryRegistry(),
            new ManualClock(),
            new InMemoryMetrics(),
            new HttpClients(Map.of(), Optional.empty()));

    @Test
    void jsonIsReadAsWhatTheJdkHas() {
        assertThat(context.json().read("{\"names\": [\"web-1\"], \"count\": 2}"))
                .isEqualTo(Map.of("names", List.of("web-1"), "count", 2));
    }

    @Test
    void whatIsWrittenIsReadAsTheSame() {
        Map<String, List<Integer>> value = Map.of("counts", List.of(1, 2));

        assertThat(context.json().write(value)).isEqualTo("{\"counts\":[1,2]}");
    }

    @Test
    void whatIsNoJsonIsToldByItsPlaceAndNotQuoted() {
        for (String text : List.of("{\n  \"token\": hush}", "{} hush")) {
            assertThatExceptionOfType(IntegrationException.class)
                    .isThrownBy(() -> context.json().read(text))
                    .withMessageMatching("what came is no JSON, line \\d, column \\d+")
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(IntegrationException.Kind.UNAVAILABLE));
        }
    }

    @Test
    void whatCannotBeWrittenIsAMistakeOfTheIntegrations() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> context.json().write(Map.of("self", new Object())))
                .withMessageStartingWith("This cannot be written as JSON: ");
    }

    @Test
    void anHttpClientIsAsTheIntegrationWantsIt() {
        assertThat(context.http(builder -> builder.followRedirects(Redirect.ALWAYS))
                        .followRedirects())
                .isEqualTo(Redirect.ALWAYS);
    }
}
