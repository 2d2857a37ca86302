package io.sensuhost.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.host.config.ConfigurationSources;
import io.sensuhost.host.plugins.IsolatedFactory;
import io.sensuhost.host.plugins.Plugin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {

    @TempDir
    private Path directory;

    @Test
    void whatNobodyHasSetIsSaidToo() throws Exception {
        assertThat(summary("{}", HostOptions.usual()))
                .isEqualTo("integrations: none; registry: embedded; guard: 0.2 of the clients, 10 at least, in 600 s");
    }

    @Test
    void aDryRunIsSaid() throws Exception {
        assertThat(summary("{}", HostOptions.usual().dryRun(true))).endsWith("; dry run");
    }

    @Test
    void aGuardThatLetsAllPassIsOff() throws Exception {
        assertThat(summary("{\"host\": {\"deregistration_guard\": {\"max_fraction\": 1}}}", HostOptions.usual()))
                .endsWith("; guard: off");
    }

    @Test
    void aBudgetThatOthersShareIsSaidToBeShared() throws Exception {
        assertThat(summary(
                        "{\"host\": {\"deregistration_guard\": {\"window\": 0.5, \"hosts\": 3}}}", HostOptions.usual()))
                .endsWith("in 0.5 s, shared by 3 hosts");
    }

    @Test
    void theSensuThatIsToldIsNamedWithoutItsKey() throws Exception {
        assertThat(summary(
                        "{\"host\": {\"registry\": {\"type\": \"sensu_go\", \"url\": \"https://sensu.example:8080\","
                                + " \"api_key\": \"not-to-be-shown\"}}}",
                        HostOptions.usual()))
                .contains("; registry: sensu_go at https://sensu.example:8080; ")
                .doesNotContain("not-to-be-shown");
    }

    @Test
    void theIntegrationsInUseAreNamedWithTheirVersions() throws Exception {
        assertThat(summary("{\"ec2\": {\"dry_run\": true}, \"puppet\": {}}", HostOptions.usual()))
                .startsWith("integrations: ec2 1.2 in dry run, puppet 1.2; registry: ");
        assertThat(summary("{\"puppet\": {}}", HostOptions.usual())).startsWith("integrations: puppet 1.2; ");
    }

    private String summary(String configuration, HostOptions options) throws Exception {
        Files.writeString(directory.resolve("config.json"), configuration);
        List<IsolatedFactory> factories = Stream.of("ec2", "puppet")
                .map(FakeFactory::named)
                .map(IsolatedFactory::new)
                .toList();
        IntegrationScopes scopes = new IntegrationScopes(factories, List.of());
        return Summary.of(
                List.of(new Plugin("both.jar", "both", "1.2", factories, List.of())),
                scopes.load(new ConfigurationSources(Map.of(), Optional.empty(), List.of(directory))),
                options);
    }
}
