package io.sensuhost.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sensuhost.api.Attribute;
import io.sensuhost.api.Event;
import io.sensuhost.api.Problem;
import io.sensuhost.api.Schema;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.host.config.Configuration;
import io.sensuhost.host.config.ConfigurationProblem;
import io.sensuhost.host.config.ConfigurationSources;
import io.sensuhost.host.event.EventDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntegrationScopesTest {

    private static final FakeFactory EC2 = FakeFactory.named("ec2")
            .with(
                    Attribute.text("region").byDefault("us-east-1"),
                    Attribute.integer("retries", 0, 9).byDefault(3),
                    Attribute.text("note"));
    private static final FakeFactory PUPPET = FakeFactory.named("puppet");

    @TempDir
    private Path directory;

    @Test
    void thoseWithAScopeAreInUse() throws Exception {
        IntegrationScopes scopes = FakeFactory.scopes(EC2, PUPPET);
        Configuration configuration = load(scopes, "{\"puppet\": {}}");

        assertThat(scopes.configured(configuration))
                .extracting(factory -> factory.name())
                .containsExactly("puppet");
        assertThat(scopes.unconfigured(configuration)).containsExactly("ec2");
        assertThat(scopes.noneInUse(configuration)).isEmpty();
    }

    @Test
    void whereNoneIsInUseTheMendIsSaid() throws Exception {
        IntegrationScopes scopes = FakeFactory.scopes(EC2, PUPPET);
        IntegrationScopes none = FakeFactory.scopes();

        assertThat(scopes.noneInUse(load(scopes, "{}")))
                .contains("give one a scope in the configuration, such as {\"ec2\": {}}; loaded are ec2, puppet");
        assertThat(none.noneInUse(load(none, "{}")))
                .contains("no plugin is loaded; drop one into the plugins directory");
    }

    @Test
    void mistakesInAScopeAreFoundWithTheirPlace() throws Exception {
        assertThat(load(FakeFactory.scopes(EC2), "{\"ec2\": {\"retries\": 10, \"severities\": [\"bad\"]}}")
                        .problems())
                .extracting(problem -> problem.path().orElseThrow(), ConfigurationProblem::severity)
                .containsExactlyInAnyOrder(
                        tuple("ec2.retries", ConfigurationProblem.Severity.ERROR),
                        tuple("ec2.severities[0]", ConfigurationProblem.Severity.ERROR));
    }

    @Test
    void aPluginsOwnCheckIsAskedWhereTheDeclarationFindsNoError() throws Exception {
        IntegrationScopes scopes = FakeFactory.scopes(
                EC2.finding(Problem.error("note", "is too short"), Problem.warning("region", "is far away")));

        assertThat(load(scopes, "{\"ec2\": {}}").problems())
                .extracting(problem -> problem.severity() + " " + problem.path().orElse("") + ": " + problem.message())
                .containsExactlyInAnyOrder("ERROR ec2.note: is too short", "WARNING ec2.region: is far away");
        assertThat(load(scopes, "{\"ec2\": {\"retries\": 10}}").problems())
                .extracting(problem -> problem.path().orElse(""))
                .containsExactly("ec2.retries");
        assertThat(load(scopes, "{}").problems()).isEmpty();
    }

    @Test
    void aFilterThatIsNotDefinedIsFound() throws Exception {
        assertThat(load(FakeFactory.scopes(EC2), "{\"ec2\": {\"filters\": [\"nights\"]}}")
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).contains("ec2.filters[0]"));
    }

    @Test
    void aFilterOfCheckDependenciesIsLookedAtWithoutAskingAnyone() throws Exception {
        assertThat(load(FakeFactory.scopes(EC2), "{\"ec2\": {\"filters\": [\"occurrences\"]}}")
                        .problems())
                .isEmpty();
    }

    @Test
    void aHandlerOfAnIntakeThatLeadsNowhereIsWarnedOf() throws Exception {
        IntegrationScopes scopes = FakeFactory.scopes(EC2);

        assertThat(load(scopes, "{\"ec2\": {}, \"host\": {\"tcp\": {\"handler\": \"mail\"}}}")
                        .problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.severity()).isEqualTo(ConfigurationProblem.Severity.WARNING);
                    assertThat(problem.path()).contains("host.tcp.handler");
                    assertThat(problem.message())
                            .startsWith("no event that comes in here reaches an integration: ")
                            .contains("mail");
                });
        assertThat(load(scopes, "{\"ec2\": {}, \"host\": {\"tcp\": {\"handler\": \"ec2\"}}}")
                        .problems())
                .isEmpty();
    }

    @Test
    void whatNobodyHasSetHoldsByDefault() throws Exception {
        IntegrationScopes scopes = FakeFactory.scopes(EC2, PUPPET);

        assertThat(scopes.defaults(load(scopes, "{\"ec2\": {\"retries\": 0}}")))
                .extracting(setting -> setting.path() + "=" + setting.value().orElseThrow())
                .contains("ec2.region=us-east-1", "ec2.dry_run=false")
                .noneMatch(setting -> setting.startsWith("ec2.retries"))
                .noneMatch(setting -> setting.startsWith("ec2.note"))
                .noneMatch(setting -> setting.startsWith("puppet"));
    }

    @Test
    void whatAnIntegrationDeclaresSecretIsKeptOutOfSight() {
        IntegrationScopes scopes = FakeFactory.scopes(FakeFactory.named("cmdb")
                .with(
                        Attribute.text("licence").asSecret(),
                        Attribute.objects(
                                "sites", Schema.of(Attribute.text("door").asSecret(), Attribute.text("town"))))
                .ofClients(Attribute.text("pin").asSecret()));

        assertThat(scopes.redactor()
                        .redact(Map.of(
                                "licence", "hush", "sites", List.of(Map.of("door", "hush", "town", "Ulm")), "pin", 1)))
                .isEqualTo(Map.of(
                        "licence",
                        "REDACTED",
                        "sites",
                        List.of(Map.of("door", "REDACTED", "town", "Ulm")),
                        "pin",
                        "REDACTED"));
    }

    @Test
    void theAnnotationsOfAnEntityAreReadAsItsIntegrationsDeclare() throws Exception {
        IntegrationScopes scopes =
                FakeFactory.scopes(EC2.ofClients(Attribute.text("instance_id").fromEntity("sensu.io/ec2/instance_id")));

        Event event = new EventDecoder(new ManualClock(), scopes::entityScopes)
                .decodeTree(Map.of(
                        "entity",
                        Map.of(
                                "metadata",
                                Map.of("name", "web-1", "annotations", Map.of("sensu.io/ec2/instance_id", "i-1"))),
                        "check",
                        Map.of("metadata", Map.of("name", "keepalive"), "status", 2)));

        assertThat(event.client().attributes()).containsEntry("ec2", Map.of("instance_id", "i-1"));
    }

    private Configuration load(IntegrationScopes scopes, String json) throws IOException {
        Path file = Files.writeString(directory.resolve("config.json"), json);
        return scopes.load(new ConfigurationSources(Map.of(), Optional.of(file), List.of()));
    }
}
