package io.sensuhost.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.Role;
import io.sensuhost.host.emulator.World;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigIT {

    private static final String ACCOUNTS = """
            {"ec2": {"region": "eu-west-1", "accounts": [
              {"name": "orchard", "role_arn": "arn:aws:iam::444444444444:role/reader"},
              {"name": "meadow", "role_arn": "arn:aws:iam::555555555555:role/reader", "region": "eu-north-1"}]}}
            """;

    @TempDir
    private Path directory;

    @Test
    void everyMistakeOfTheIntegrationsScopeIsSaidWithItsPlaceAndItsMend() throws Exception {
        Program.Run run = Program.in(directory).configured("ec2.json", """
                        {"ec2": {
                          "region": "Ireland",
                          "timeout": 301,
                          "access_key_id": "AKIAIOSFODNN7EXAMPLE",
                          "allowed_instance_states": ["runing"],
                          "acounts": [],
                          "accounts": [{"name": "a", "role_arn": "arn:aws:iam::11111111111:role/r", "external_id": "x"}],
                          "filters": ["eval: value == 1"]
                        }}
                        """).run("config");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.result().get("valid").asBoolean()).isFalse();
        assertThat(run.result().get("problems"))
                .extracting(problem -> problem.get("line").asInt() + " "
                        + problem.get("severity").asText() + " "
                        + problem.get("path").asText())
                .containsExactlyInAnyOrder(
                        "2 error ec2.region",
                        "3 error ec2.timeout",
                        "5 error ec2.allowed_instance_states[0]",
                        "6 warning ec2.acounts",
                        "7 error ec2.accounts[0].role_arn",
                        "7 error ec2.accounts[0].external_id");
        assertThat(run.out()).contains("did you mean 'running'?").contains("an account number of 12 digits");
    }

    @Test
    void whatNeedsMoreThanOneSettingToBeSeenIsSaidToo() throws Exception {
        Program.Run run = Program.in(directory).configured("ec2.json", """
                        {"ec2": {"region": "eu-wset-1", "access_key_id": "AKIAIOSFODNN7EXAMPLE",
                                 "allowed_instance_states": ["rebooting"],
                                 "accounts": [{"name": "a", "role_arn": "arn:aws:iam::111111111111:role/r"},
                                              {"name": "a", "role_arn": "arn:aws-cn:iam::111111111111:role/r"}]}}
                        """).run("config");

        assertThat(run.result().get("problems"))
                .extracting(problem -> problem.get("severity").asText() + " "
                        + problem.get("path").asText())
                .containsExactlyInAnyOrder(
                        "warning ec2.region",
                        "error ec2.access_key_id",
                        "warning ec2.allowed_instance_states",
                        "error ec2.accounts[1].name",
                        "warning ec2.accounts[1].role_arn");
    }

    @Test
    void anIntakesHandlerThatLeadsToNoIntegrationIsWarnedOf() throws Exception {
        Program.Run run = Program.in(directory).configured("host.json", """
                        {"ec2": {},
                         "handlers": {"mail": {"type": "pipe", "command": "mail"}},
                         "host": {
                           "tcp": {"handler": "ec3"},
                           "rabbitmq": {"handler": "mail"}}}
                        """).run("config");

        assertThat(run.code()).isZero();
        assertThat(run.result().get("problems"))
                .extracting(problem -> problem.get("line").asInt() + " "
                        + problem.get("severity").asText() + " "
                        + problem.get("path").asText() + ": "
                        + problem.get("message").asText())
                .satisfiesExactly(
                        tcp -> assertThat(tcp)
                                .startsWith("4 warning host.tcp.handler: ")
                                .contains("did you mean 'ec2'?"),
                        rabbit -> assertThat(rabbit)
                                .startsWith("5 warning host.rabbitmq.handler: ")
                                .contains("type pipe"));
    }

    @Test
    void onlineItSaysWhoWeAreAndWhetherWeMayAskInEachPlace() throws Exception {
        try (Emulator emulator = Emulator.start(new World("222222222222"))) {
            emulator.world().role(Role.of("arn:aws:iam::444444444444:role/reader"));

            Program.Run run = Program.in(directory)
                    .configured("ec2.json", ACCOUNTS)
                    .asking(emulator)
                    .run("config", "--online");

            JsonNode findings = run.result().get("online");
            assertThat(run.code()).isEqualTo(2);
            assertThat(findings)
                    .extracting(finding -> finding.get("subject").asText() + ": "
                            + finding.get("judgement").asText())
                    .containsExactly(
                            "eu-west-1: good", "eu-west-1, account orchard: good", "eu-north-1, account meadow: bad");
            assertThat(findings.get(0).get("message").asText()).contains("222222222222");
            assertThat(findings.get(1).get("message").asText()).contains("444444444444");
            assertThat(findings.get(2).get("message").asText())
                    .contains("AccessDenied")
                    .contains("does the role trust us");
            assertThat(emulator.journal().count("DescribeInstances")).isEqualTo(2);
        }
    }

    @Test
    void theTableNamesTheFileThatSetEachValue() throws Exception {
        Program program = Program.in(directory)
                .configured("a.json", "{\"ec2\": {\"region\": \"eu-west-1\", \"timeout\": 5}}")
                .configured(
                        "b.json",
                        "{\"ec2\": {\"timeout\": 7, \"secret_access_key\": \"hunter2\", \"access_key_id\": \"k\"}}");

        assertThat(program.run("-o", "table", "config").out().lines())
                .anySatisfy(row -> assertThat(row)
                        .contains("ec2.region")
                        .contains("eu-west-1")
                        .contains("a.json:1"))
                .anySatisfy(row ->
                        assertThat(row).contains("ec2.timeout").contains("7").contains("b.json:1"))
                .anySatisfy(
                        row -> assertThat(row).contains("ec2.secret_access_key").contains("REDACTED"))
                .noneSatisfy(row -> assertThat(row).contains("hunter2"));
    }

    @Test
    void whatNobodyHasSetIsShownWithItsDefault() throws Exception {
        Program program = Program.in(directory).configured("a.json", "{\"ec2\": {\"region\": null, \"timeout\": 5}}");

        assertThat(program.run("config").result().get("settings"))
                .extracting(setting -> setting.get("path").asText() + " "
                        + setting.get("value") + " "
                        + setting.get("set_by").asText().replaceAll(".*/", ""))
                .contains(
                        "ec2.region null a.json:1",
                        "ec2.timeout 5 a.json:1",
                        "ec2.region \"us-east-1\" default",
                        "ec2.allowed_instance_states [\"running\"] default",
                        "host.registry.type \"embedded\" default",
                        "host.tcp.port 3033 default",
                        "host.audit_file \"/var/lib/sensu-host/audit.jsonl\" default")
                .doesNotContain("ec2.timeout 10 default");
    }

    @Test
    void theTableIsNoWiderThanTheTerminal() throws Exception {
        Program program = Program.in(directory).configured("ec2.json", ACCOUNTS);

        assertThat(program.run(new Terminal(true, 80, false), "config").out().lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80))
                .anySatisfy(line -> assertThat(line).startsWith("ec2.region").contains("eu-west-1"));
    }

    @Test
    void aMainFileThatIsNotThereIsAWarning() throws Exception {
        Program.Run run = Program.in(directory).run("-c", directory + "/none.json", "config");

        assertThat(run.code()).isZero();
        assertThat(run.result().get("valid").asBoolean()).isTrue();
        JsonNode warning = run.result().get("problems").get(0);
        assertThat(warning.fieldNames()).toIterable().containsExactly("severity", "file", "message");
        assertThat(warning.get("severity").asText()).isEqualTo("warning");
        assertThat(warning.get("file").asText()).endsWith("/none.json");
    }

    @Test
    void theMainFileGivesWayToTheDirectoriesAndThoseToEachOther() throws Exception {
        Path main = Files.writeString(directory.resolve("main.json"), "{\"a\": 0, \"b\": 0, \"c\": 0}");
        Path more = Files.createDirectory(directory.resolve("more"));
        Files.writeString(more.resolve("a.json"), "{\"c\": 2}");
        Program program = Program.in(directory).configured("z.json", "{\"b\": 1, \"c\": 1}");

        Program.Run run =
                program.run("config", "-c", main.toString(), "-d", program.configurationDirectory() + "," + more);

        assertThat(run.result().get("config").toString()).isEqualTo("{\"a\":0,\"b\":1,\"c\":2}");
    }

    @Test
    void aScopeThatIsMisspeltIsAWarningWithItsPlace() throws Exception {
        Program.Run run =
                Program.in(directory).configured("a.json", "{\n  \"hots\": {}}").run("config");

        assertThat(run.code()).isZero();
        JsonNode problem = run.result().get("problems").get(0);
        assertThat(problem.get("line").asInt()).isEqualTo(2);
        assertThat(problem.get("column").asInt()).isEqualTo(3);
        assertThat(problem.get("path").asText()).isEqualTo("hots");
        assertThat(problem.get("message").asText()).contains("did you mean host?");
    }

    @Test
    void inATableProblemsGoToStandardError() throws Exception {
        Program.Run run = Program.in(directory)
                .configured("a.json", "{\"handlers\": {\"ec2\": {\"type\": \"pip\"}}}")
                .run("-o", "table", "config");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).startsWith("ATTRIBUTE").doesNotContain("error");
        assertThat(run.err())
                .contains("a.json:1:")
                .contains("handlers.ec2.type")
                .contains("found \"pip\"");
    }

    @Test
    void whatMakesAValidConfigurationUselessIsSaidInTheLog() throws Exception {
        Path plugins = Files.createDirectory(directory.resolve("plugins"));
        Program program =
                Program.in(directory).with("--plugins", plugins.toString()).configured("a.json", "{\"ec2\": {}}");

        assertThat(program.runLogged("config").err())
                .contains("No integration is in use: no plugin is loaded")
                .contains("No Sensu is told");

        Files.writeString(plugins.resolve("broken.jar"), "no jar");
        assertThat(program.runLogged("config").err()).contains("Plugin broken.jar is left out");
    }
}
