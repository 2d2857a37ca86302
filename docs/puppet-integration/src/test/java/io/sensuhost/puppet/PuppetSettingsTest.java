package io.sensuhost.puppet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Problem;
import io.sensuhost.api.testkit.TestContext;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PuppetSettingsTest {

    private final PuppetIntegrationFactory factory = new PuppetIntegrationFactory();

    @ParameterizedTest
    @CsvSource({
        "https://db:8081, https://db:8081/pdb/query/v4/nodes",
        "https://db:8081/, https://db:8081/pdb/query/v4/nodes",
        "https://db/puppetdb/nodes, https://db/puppetdb/nodes",
        "https://db/puppetdb/nodes/, https://db/puppetdb/nodes"
    })
    void theUsualPathIsForAnEndpointWithoutOne(String endpoint, String nodes) {
        assertThat(PuppetSettings.nodes(factory.settings().read("puppet", Map.of("endpoint", endpoint))))
                .hasToString(nodes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://db/nodes?a=b", "https://db/nodes#a"})
    void nothingMayFollowThePath(String endpoint) {
        assertThat(TestContext.problems(factory, Map.of("endpoint", endpoint)))
                .extracting(Problem::toString)
                .containsExactly("endpoint: must end with its path: a node's name is put after it");
    }

    @Test
    void keysWithoutTlsAreAWarning() {
        assertThat(TestContext.problems(factory, Map.of("endpoint", "http://db", "ssl", Map.of())))
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("ssl"))
                .satisfies(problem -> assertThat(problem.isError()).isFalse());
    }

    @Test
    void anEventMayTakeTenSecondsUnlessSaidOtherwise() {
        assertThat(factory.timeout(factory.settings().read("puppet", Map.of("endpoint", "https://db"))))
                .isEqualTo(Duration.ofSeconds(10));
    }
}
