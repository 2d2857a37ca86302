package io.sensuhost.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class IntegrationFactoryTest {

    private static final Duration ONE = Duration.ofSeconds(1);
    private static final Duration TEN = Duration.ofSeconds(10);

    @Test
    void anEventMayTakeAsLongAsTheSettingTimeoutSays() {
        Schema schema = Schema.of(Attribute.seconds("timeout", ONE, TEN).byDefault(3));

        assertThat(timeout(schema, Map.of("timeout", 7))).isEqualTo(Duration.ofSeconds(7));
        assertThat(timeout(schema, Map.of())).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void whereNoTimeoutIsSetAnEventMayTakeAMinute() {
        assertThat(timeout(Schema.of(Attribute.seconds("timeout", ONE, TEN)), Map.of()))
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(timeout(Schema.of(), Map.of())).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aTimeoutThatIsNoNumberOfSecondsIsTheIntegrationsOwn() {
        assertThat(timeout(Schema.of(Attribute.text("timeout")), Map.of("timeout", "soon")))
                .isEqualTo(Duration.ofMinutes(1));
    }

    private static Duration timeout(Schema schema, Map<String, Object> json) {
        return new Declared(schema).timeout(schema.read("x", json));
    }

    private record Declared(Schema settings) implements IntegrationFactory {
        @Override
        public String name() {
            return "declared";
        }

        @Override
        public Integration create(IntegrationContext context) {
            throw new AssertionError("Nobody asks for the integration");
        }
    }
}
