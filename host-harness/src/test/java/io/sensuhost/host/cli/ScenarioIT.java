package io.sensuhost.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.host.plugins.PluginJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

final class ScenarioIT {

    private static final Path DOCUMENTED = Path.of("../docs/scenarios");

    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicTest> theDocumentedScenariosPass() throws Exception {
        Program program = Program.in(directory);
        return Stream.of(DOCUMENTED.toFile().listFiles((folder, name) -> name.endsWith(".json")))
                .map(file -> DynamicTest.dynamicTest(file.getName(), () -> {
                    Program.Run run = program.run("test", file.toString());
                    assertThat(run.code()).as(run.out()).isZero();
                    assertThat(run.result().get("passed").asBoolean()).isTrue();
                }));
    }

    @Test
    void thePageForTestersShowsOneOfThem() throws Exception {
        String page = Files.readString(Path.of("../docs/testing.md"));
        String shown = page.substring(page.indexOf("```json\n") + 8, page.indexOf("```", page.indexOf("```json") + 7));

        assertThat(scaleIn()).startsWith(shown);
    }

    @Test
    void whatIsNotAsExpectedIsShownInATableAndInXml() throws Exception {
        String other = scaleIn().replace("\"kept\"", "\"deregistered\"").replace("\"web-1\"]", "\"web-2\"]");
        Path xml = directory.resolve("report.xml");
        Program.Run run = Program.in(directory).run("-o", "table", "test", file(other), "--junit-xml", xml.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out().lines().map(String::strip))
                .anySatisfy(line -> assertThat(line)
                        .matches("event 1, web-1 +action +deregistered +kept \\(i-0a1b2c3d4e5f60001 is running in.*"))
                .anySatisfy(line -> assertThat(line).matches("registry +web-2 +registered +not registered"));
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(xml.toFile())
                .getDocumentElement();
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("failure").item(0).getTextContent())
                .contains("event 1, web-1: action: expected deregistered, found kept (i-0a1b2c3d4e5f60001 is running");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "events": [                         | "event": [                        | event: is unknown; did you mean 'events'?
            "state": "running"                  | "state": "runing"                 | world: instances[0].state: "runing" is not a state
            "region": "eu-west-1", "access      | "region": 5, "access              | ec2.region: must be the name of a region
            {"action": "kept",                  | {"acton": "kept",                 | events[0].expect.acton: is no field of an outcome; did you mean 'action'?
            "events": [                         | "http": [{"path": "/a"}, {"path": "/a"}], "events": [ | http: /a is answered twice
            "registered": ["web-1"],            | "registered": "web-1",            | expect.registered: has the wrong type
            "registered": ["web-1"],            | "registered": ["web-1"           | scenario.json:
            """)
    void aMistakeInAScenarioIsSaidWithItsPlace(String right, String wrong, String said) throws Exception {
        assertThat(scaleIn()).contains(right);
        Program.Run run = Program.in(directory).run("test", file(scaleIn().replace(right, wrong)));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("scenario.json").contains(said);
    }

    @Test
    void aScenarioThatIsNotThereIsSaid() throws Exception {
        Program.Run run = Program.in(directory).run("test", "nowhere.json");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("nowhere.json cannot be read");
    }

    @Test
    void anotherIntegrationIsTestedAgainstAnEmulatedServer() throws Exception {
        Path plugins = Files.createDirectories(directory.resolve("plugins"));
        PluginJar.integration("inventory", """
                        try {
                            java.net.URI url = java.net.URI.create(
                                    context.settings().text("greeting") + "/nodes/" + event.client().name());
                            int status = ((java.net.HttpURLConnection) url.toURL().openConnection()).getResponseCode();
                            if (status == 404) {
                                return context.clients().deregister(Deregistration.of(event, "node_unknown", "not there"));
                            }
                            return CompletableFuture.completedFuture(Result.handled("kept", "node_known", "there"));
                        } catch (java.io.IOException e) {
                            throw new IllegalStateException(e);
                        }
                        """).in(plugins, "inventory.jar");
        Program.Run run =
                Program.in(directory).with("--plugins", plugins.toString()).run("test", file("""
                        {"configuration": {"inventory": {"greeting": "${http}"}},
                         "http": [{"path": "/nodes/web-1", "body": {"name": "web-1"}}],
                         "clients": [{"name": "web-3"}],
                         "events": [
                           {"client": {"name": "web-1"}, "expect": {"code": "node_known"}},
                           {"client": {"name": "web-2"}, "expect": {"code": "node_unknown", "reason": "not"}}],
                         "expect": {"registered": ["web-1", "web-3"], "deregistered": ["web-2"]}}
                        """));

        assertThat(run.result().get("differences")).as(run.err()).isEmpty();
        assertThat(run.code()).isZero();
    }

    private static String scaleIn() throws Exception {
        return Files.readString(DOCUMENTED.resolve("scale-in.json"));
    }

    private String file(String scenario) throws Exception {
        return Files.writeString(directory.resolve("scenario.json"), scenario).toString();
    }
}
