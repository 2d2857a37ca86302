package io.sensuhost.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Sensu's server takes from the environment, we take too; files win over it. */
class EnvironmentTest {

    @TempDir
    Path temp;

    private SensuFiles files;

    @BeforeEach
    void createDirectory() throws Exception {
        Files.createDirectory(temp.resolve("conf.d"));
        files = new SensuFiles(temp);
    }

    @Test
    void sensusOwnVariablesBecomeSettings() {
        Configuration configuration = files.load(Map.of(
                "RABBITMQ_URL", "amqp://mq",
                "REDIS_URL", "redis://r",
                "SENSU_TRANSPORT_NAME", "redis",
                "SENSU_API_PORT", "4568",
                "HOME", "/root"));

        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.values())
                .isEqualTo(Map.of(
                        "rabbitmq",
                        "amqp://mq",
                        "redis",
                        "redis://r",
                        "transport",
                        Map.of("name", "redis"),
                        "api",
                        Map.of("port", 4568)));
    }

    @Test
    void filesWinOverTheEnvironment() {
        Configuration configuration = files.file("conf.d/api.json", "{\"api\":{\"port\":1,\"host\":\"sensu\"}}")
                .load(Map.of("SENSU_API_PORT", "4568"));

        assertThat(configuration.values()).isEqualTo(Map.of("api", Map.of("port", 1, "host", "sensu")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "api", "-1", "65536", "99999999999"})
    void aPortThatIsNoneIsAnErrorThatNamesTheVariable(String port) {
        assertThat(files.load(Map.of("SENSU_API_PORT", port)).problems())
                .singleElement()
                .hasToString("environment variable SENSU_API_PORT: error: a port is expected, a number up to 65535");
    }
}
