package io.sensuhost.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Event;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.host.config.ConfigurationSources;
import io.sensuhost.host.registry.Turns;
import io.sensuhost.host.routing.LeftOut;
import io.sensuhost.host.routing.Router;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HostTest {

    private final ManualClock clock = new ManualClock();

    @Test
    void aMistakeOfTheHostsOwnIsAFailedOutcomeAndTheNextEventIsHandled() throws Exception {
        try (Host host = hostOf(new Broken())) {
            for (int i = 0; i < 2; i++) {
                Event event = EventBuilder.keepaliveOf("web-1").build();

                List<Outcome> outcomes = host.handle(event, Optional.of("ec2"))
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS);

                assertThat(outcomes).singleElement().satisfies(outcome -> {
                    assertThat(outcome.result().code()).isEqualTo("host_bug");
                    assertThat(outcome.handler()).contains("ec2");
                });
            }
            assertThat(host.drain(Duration.ofSeconds(30))).isTrue();
        }
    }

    @Test
    void anEventForWhichNoThreadIsLeftIsToldThatTheHostIsStopping() throws Exception {
        Host host = hostOf(Map.of());
        host.close();

        List<Outcome> outcomes = host.handle(EventBuilder.keepaliveOf("web-1").build(), Optional.empty())
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);

        assertThat(outcomes)
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.result().code()).isEqualTo("host_stopping"));
    }

    private Host hostOf(Map<String, ?> handlers) throws InvalidConfiguration {
        IntegrationScopes scopes = new IntegrationScopes(List.of(), List.of());
        Registries registries = Registries.open(
                scopes.load(new ConfigurationSources(Map.of(), Optional.empty(), List.of())),
                HostOptions.usual(),
                Memory.brief(clock),
                scopes,
                clock,
                new InMemoryMetrics());
        Router router = new Router(List.of(), List.of(), handlers, new LeftOut(List.of(), Set.of()));
        return new Host(router, Map.of(), registries, HostThreads.start(), new Turns(), clock);
    }

    private static final class Broken extends AbstractMap<String, Object> {

        @Override
        public Set<Entry<String, Object>> entrySet() {
            throw new IllegalStateException("a mistake");
        }
    }
}
