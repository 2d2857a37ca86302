package io.sensuhost.puppet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Problem;
import io.sensuhost.api.Result;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.api.testkit.Stage;
import io.sensuhost.api.testkit.TestContext;
import io.sensuhost.puppet.suite.FakePuppetDb;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TlsTest {

    private final PuppetIntegrationFactory factory = new PuppetIntegrationFactory();
    private Stores stores;
    private FakePuppetDb puppetDb;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        stores = new Stores(directory);
        puppetDb = FakePuppetDb.start(stores.server()).with("web-1");
    }

    @AfterAll
    void stop() {
        puppetDb.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void theKeyOpensThePuppetDbThatIsTrusted(String format) throws Exception {
        assertThat(handle(stores.ssl(format)).code()).isEqualTo("node_active");
    }

    @Test
    void withoutAKeyThereIsNoAnswer() throws Exception {
        Map<String, String> ssl = stores.ssl("PKCS12");
        ssl.keySet().removeIf(name -> name.startsWith("keystore"));

        assertThat(handle(ssl).code()).isEqualTo("unavailable");
    }

    @Test
    void aPuppetDbThatIsNotTrustedIsNotListenedTo() throws Exception {
        Map<String, String> ssl = stores.ssl("PKCS12");
        ssl.keySet().removeIf(name -> name.startsWith("truststore"));

        assertThat(handle(ssl).code()).isEqualTo("unavailable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"keystore_file", "keystore_password", "truststore_file", "truststore_password"})
    void aFileAndItsPasswordGoTogether(String missing) throws Exception {
        Map<String, String> ssl = stores.ssl("PKCS12");
        ssl.remove(missing);

        assertThat(problems(ssl))
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("ssl." + missing))
                .satisfies(problem -> assertThat(problem.message()).contains("go together"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"keystore", "truststore"})
    void aFileThatCannotBeOpenedIsAMistakeInItsPlaceAndNoPasswordIsShown(String kind) throws Exception {
        Map<String, String> wrongPassword = stores.ssl("PKCS12");
        wrongPassword.put(kind + "_password", "not-to-be-shown");
        Map<String, String> noFile = stores.ssl("PKCS12");
        noFile.put(kind + "_file", "/nowhere/at-all");

        assertThat(List.of(problems(wrongPassword), problems(noFile)))
                .allSatisfy(found -> assertThat(found)
                        .singleElement()
                        .satisfies(problem -> assertThat(problem.path()).isEqualTo("ssl." + kind + "_file"))
                        .satisfies(problem -> assertThat(problem.message()).doesNotContain("not-to-be-shown")));
    }

    @Test
    void whatIsNotInAStoreIsMissedBeforeItIsUsed() throws Exception {
        Map<String, String> swapped = new LinkedHashMap<>(stores.ssl("PKCS12"));
        String keys = swapped.put("keystore_file", swapped.get("truststore_file"));
        swapped.put("truststore_file", keys);

        assertThat(problems(swapped))
                .extracting(Problem::message)
                .satisfiesExactly(
                        message -> assertThat(message).contains("no private key"),
                        message -> assertThat(message).contains("no trusted certificate"));
    }

    private Result handle(Map<String, String> ssl) {
        try (Stage stage = new Stage(factory, settings(ssl))) {
            return stage.handle(EventBuilder.keepaliveOf("web-1").build());
        }
    }

    private List<Problem> problems(Map<String, String> ssl) {
        return TestContext.problems(factory, settings(ssl));
    }

    private Map<String, ?> settings(Map<String, String> ssl) {
        return Map.of("endpoint", puppetDb.url(), "ssl", ssl, "timeout", ssl.size() == 4 ? 120 : 10);
    }
}
