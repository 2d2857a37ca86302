package io.sensuhost.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sensuhost.host.daemon.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The archive says what it and its plugin are made of, and under which licences. */
final class BillOfMaterialsIT {

    private static final Path HOME = Path.of(System.getProperty("sensu-host.home"));
    private static final String OWN = "host-harness-" + System.getProperty("sensu-host.version") + ".jar";

    @Test
    void everyJarOfTheHostIsInItsBill() throws Exception {
        assertThat(jarsOf(bill("host-harness.cdx.json")))
                .contains(OWN, "pf4j-3.15.0.jar")
                .containsExactlyInAnyOrderElementsOf(libraries());
    }

    @Test
    void whatThePluginsJarIsMadeOfIsInItsBill() throws Exception {
        JsonNode bill = bill("ec2-integration.cdx.json");

        assertThat(jarsOf(bill))
                .anyMatch(jar -> jar.startsWith("ec2-"))
                .anyMatch(jar -> jar.startsWith("sts-"))
                .anyMatch(jar -> jar.startsWith("guice-"))
                .noneMatch(jar -> jar.startsWith("plugin-api-") || jar.startsWith("aws-emulator-"));
        assertThat(Program.JSON.readTree(inThePlugin("META-INF/sbom/ec2-integration.cdx.json")))
                .isEqualTo(bill);
    }

    @Test
    void everyLibraryIsListedWithItsLicences() throws Exception {
        String host = Files.readString(HOME.resolve("THIRD-PARTY.txt"));
        String plugin = inThePlugin("META-INF/THIRD-PARTY.txt");

        assertThat(libraries().stream().filter(jar -> !ours(jar)))
                .isNotEmpty()
                .allSatisfy(jar -> assertThat(host).contains(coordinates(jar)));
        assertThat(plugin).contains("(Apache-2.0) AWS Java SDK :: Services :: Amazon EC2");
        assertThat((host + plugin).lines().filter(line -> line.startsWith("     ")))
                .allSatisfy(
                        line -> assertThat(line).containsPattern("\\((Apache-2.0|MIT|MIT-0|EPL-2.0|Public Domain)\\)"));
    }

    @Test
    void thePluginHasTheNoticesOfWhatIsInIt() throws Exception {
        assertThat(inThePlugin("META-INF/NOTICE"))
                .contains("Apache HttpComponents", "Google Guice", "AWS SDK for Java");
        assertThat(inThePlugin("META-INF/LICENSE")).isEqualTo(Files.readString(HOME.resolve("LICENSE")));
    }

    private static JsonNode bill(String file) throws IOException {
        Path bill = HOME.resolve("sbom").resolve(file);
        assumeThat(Files.exists(bill) || System.getProperty("maven.mode").equals("offline: false"))
                .as("built online")
                .isTrue();
        return Program.JSON.readTree(bill.toFile());
    }

    private static List<String> jarsOf(JsonNode bill) {
        assertThat(bill.get("bomFormat").asText()).isEqualTo("CycloneDX");
        return Stream.concat(
                        Stream.of(bill.at("/metadata/component")),
                        StreamSupport.stream(bill.get("components").spliterator(), false))
                .map(part -> "%s-%s.jar"
                        .formatted(
                                part.get("name").asText(), part.get("version").asText()))
                .toList();
    }

    private static List<String> libraries() throws IOException {
        try (Stream<Path> jars = Files.list(HOME.resolve("lib"))) {
            return jars.map(jar -> jar.getFileName().toString()).toList();
        }
    }

    private static boolean ours(String jar) {
        return jar.contains(System.getProperty("sensu-host.version"));
    }

    /** {@code pf4j-3.15.0.jar} is {@code :pf4j:3.15.0} there. */
    private static String coordinates(String jar) {
        return ":" + jar.replaceFirst("-(\\d.*)\\.jar$", ":$1 ");
    }

    private static String inThePlugin(String entry) throws IOException {
        try (JarFile jar = new JarFile(Installation.builtPlugin().toFile())) {
            return new String(jar.getInputStream(jar.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
