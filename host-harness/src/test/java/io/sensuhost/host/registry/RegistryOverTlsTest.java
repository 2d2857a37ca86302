package io.sensuhost.host.registry;

import static io.sensuhost.host.registry.Stages.await;
import static io.sensuhost.host.registry.Stages.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryOverTlsTest {

    private static final ClientName WEB_1 = new ClientName("web-1", Optional.empty());

    @TempDir
    private static Path directory;

    private static TestAuthority authority;
    private FakeSensuCore sensu;

    @BeforeAll
    static void makeCertificate() throws Exception {
        authority = new TestAuthority(directory);
    }

    @BeforeEach
    void start() throws Exception {
        sensu = new FakeSensuCore(authority.forServer());
        sensu.with(EventBuilder.keepaliveOf("web-1").client());
    }

    @AfterEach
    void stop() {
        sensu.close();
    }

    @Test
    void aServerWhoseAuthorityIsGivenIsTrusted() throws Exception {
        try (SensuCoreRegistry registry = registry(Optional.of(authority.pem()))) {
            assertThat(await(registry.find(WEB_1, soon(new ManualClock())))).isPresent();
        }
    }

    @Test
    void aServerOfAnUnknownAuthorityIsNotAskedAnything() {
        try (SensuCoreRegistry registry = registry(Optional.empty())) {
            assertThatThrownBy(() -> await(registry.find(WEB_1, soon(new ManualClock()))))
                    .hasMessageContaining(
                            "its certificate must be for this address and come from an authority that ca_cert");
            assertThat(sensu.requests()).isEmpty();
        }
    }

    @Test
    void aFileWithoutCertificatesIsSaidToBeOne() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "\n");

        assertThatThrownBy(() -> registry(Optional.of(empty)))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining(empty.toString())
                .hasMessageContaining("PEM");
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = directory.resolve("missing.pem");

        assertThatThrownBy(() -> registry(Optional.of(missing))).hasMessageContaining(missing.toString());
    }

    private SensuCoreRegistry registry(Optional<Path> caCert) {
        SensuCoreSettings settings = new SensuCoreSettings(
                sensu.url(),
                Optional.empty(),
                Optional.empty(),
                caCert,
                true,
                Duration.ofSeconds(120),
                Duration.ofSeconds(10));
        return new SensuCoreRegistry(settings, CoreClients::read, new HastyClock(), new InMemoryMetrics());
    }
}
