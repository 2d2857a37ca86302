package io.sensuhost.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sensuhost.api.Event;
import io.sensuhost.api.Integration;
import io.sensuhost.api.IntegrationContext;
import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.api.Result;
import io.sensuhost.api.Schema;
import io.sensuhost.host.config.Configuration;
import io.sensuhost.host.config.ConfigurationSources;
import io.sensuhost.host.status.Logged;
import io.sensuhost.host.status.Meters;
import io.sensuhost.host.time.SystemClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostLauncherTest {

    @TempDir
    private Path directory;

    private final SystemClock clock = new SystemClock();
    private final List<String> closed = new ArrayList<>();

    @AfterEach
    void close() {
        clock.close();
    }

    @Test
    void whereOneIntegrationCannotBePutInPlaceThoseBeforeItAreClosed() throws IOException {
        IntegrationScopes scopes = FakeFactory.scopes(new Closing("first"), new Closing("second"));
        Configuration configuration = configuration(scopes, "{\"first\": {}, \"second\": {}}");
        Meters meters = owner -> {
            if (owner.equals("second")) {
                throw new IllegalStateException("no metrics for it");
            }
            return Meters.unwatched().of(owner);
        };
        HostLauncher launcher = new HostLauncher(
                clock, Memory.brief(clock), meters, Meters.unwatched().of("host"));

        assertThatThrownBy(() -> launcher.launch(scopes, configuration, HostOptions.usual()))
                .hasMessage("no metrics for it");

        assertThat(closed).containsExactly("first");
    }

    @Test
    void anIntegrationThatCannotBeCreatedFailsItsOwnEventsAlone() throws Exception {
        IntegrationFactory broken = new Closing("broken") {
            @Override
            public Integration create(IntegrationContext context) {
                throw new IllegalStateException("no licence");
            }
        };
        IntegrationScopes scopes = FakeFactory.scopes(broken, new Closing("well"));
        Configuration configuration = configuration(scopes, "{\"broken\": {}, \"well\": {}}");
        HostLauncher launcher = new HostLauncher(
                clock,
                Memory.brief(clock),
                Meters.unwatched(),
                Meters.unwatched().of("host"));

        HostLauncher.Launched launched = launcher.launch(scopes, configuration, HostOptions.usual());

        assertThat(launched.troubles())
                .singleElement()
                .asString()
                .startsWith("integration broken cannot be created: ")
                .contains("java.lang.IllegalStateException");
        assertThat(launched.host().integrations()).containsExactlyInAnyOrder("broken", "well");
        launched.host().close();
        assertThat(closed).containsExactly("well");
    }

    @Test
    void whatIsInVainIsWarnedOf() throws Exception {
        IntegrationScopes scopes = FakeFactory.scopes(new Closing("first"));
        String sensu = "\"api\": {\"host\": \"127.0.0.1\", \"port\": 1}";

        assertThat(warnings(scopes, "{\"first\": {}}", HostOptions.usual()))
                .singleElement()
                .asString()
                .startsWith("No Sensu is told of a client that is gone");
        assertThat(warnings(scopes, "{\"first\": {}}", HostOptions.usual().embedded(true)))
                .isEmpty();
        assertThat(warnings(scopes, "{\"first\": {}, " + sensu + "}", HostOptions.usual()))
                .isEmpty();
        assertThat(warnings(scopes, "{" + sensu + "}", HostOptions.usual()))
                .singleElement()
                .asString()
                .startsWith("No integration is in use: give one a scope");
    }

    @Test
    void aHostIsLaunchedWithTheWarning() throws Exception {
        IntegrationScopes scopes = FakeFactory.scopes(new Closing("first"));
        try (Logged log = Logged.by(HostLauncher.class)) {
            HostLauncher.unwatched(clock)
                    .launch(scopes, configuration(scopes, "{\"first\": {}}"), HostOptions.usual())
                    .host()
                    .close();

            assertThat(log.lines()).hasSize(1);
        }
    }

    @Test
    void anInvalidConfigurationIsLaunchedByNobody() throws IOException {
        IntegrationScopes scopes = FakeFactory.scopes(new Closing("first"));
        Configuration configuration = configuration(scopes, "{\"first\": 7}");

        assertThatThrownBy(() -> HostLauncher.unwatched(clock).launch(scopes, configuration, HostOptions.usual()))
                .isInstanceOf(InvalidConfiguration.class);
    }

    private List<String> warnings(IntegrationScopes scopes, String json, HostOptions options) throws IOException {
        Configuration configuration = configuration(scopes, json);
        try (Logged log = Logged.by(HostLauncher.class)) {
            HostLauncher.warnOfWhatIsInVain(scopes, configuration, options);
            return log.lines();
        }
    }

    private Configuration configuration(IntegrationScopes scopes, String json) throws IOException {
        Path file = Files.writeString(directory.resolve("config.json"), json);
        return scopes.load(new ConfigurationSources(Map.of(), Optional.of(file), List.of()));
    }

    private class Closing implements IntegrationFactory {

        private final String name;

        Closing(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Schema settings() {
            return Schema.of();
        }

        @Override
        public Integration create(IntegrationContext context) {
            return new Integration() {
                @Override
                public CompletionStage<Result> handle(Event event) {
                    return CompletableFuture.completedFuture(Result.handled("kept", "kept", "well"));
                }

                @Override
                public void close() {
                    closed.add(name);
                }
            };
        }
    }
}
