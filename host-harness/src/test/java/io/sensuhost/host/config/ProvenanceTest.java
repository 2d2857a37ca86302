package io.sensuhost.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.host.config.ConfigurationProblem.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every value knows the file, line and column that set it, through every merge. */
class ProvenanceTest {

    @TempDir
    Path temp;

    private Configuration configuration;

    @BeforeEach
    void mergeTwoFiles() {
        configuration = new SensuFiles(temp)
                .file("conf.d/a.json", """
                        {
                          "ec2": {
                            "region": "us-west-2",
                            "accounts": [
                              { "name": "one" }
                            ]
                          },
                          "a.b": { "c d": null }
                        }""")
                .file("conf.d/b.json", """
                        {"ec2": {"region": "eu-west-1", "timeout": 5,
                          "accounts": [{"name": "one"}, {"name": "two", "tags": {}}]}}""")
                .load(Map.of("RABBITMQ_URL", "amqp://mq"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ec2                           | conf.d/a.json:2:3
                    ec2.region                    | conf.d/b.json:1:10
                    ec2.timeout                   | conf.d/b.json:1:33
                    ec2.accounts                  | conf.d/a.json:4:5
                    ec2.accounts[0]               | conf.d/a.json:5:7
                    ec2.accounts[0].name          | conf.d/a.json:5:9
                    ec2.accounts[1]               | conf.d/b.json:2:33
                    ec2.accounts[1].name          | conf.d/b.json:2:34
                    ec2.accounts[1].role_arn      | conf.d/b.json:2:33
                    ec2.accounts[1].name.x[7].y   | conf.d/b.json:2:34
                    ec2.accounts[9].name          | conf.d/a.json:4:5
                    ec2.nowhere.at.all            | conf.d/a.json:2:3
                    ["a.b"]["c d"]                | conf.d/a.json:8:12
                    ["a.b"].c d                   | conf.d/a.json:8:12
                    """)
    void anAttributeIsLocatedAtItsNameOrElseAtWhatIsAroundIt(String path, String place) {
        assertThat(configuration.locationOf(path)).hasToString("Optional[" + temp.resolve(place) + "]");
    }

    @ParameterizedTest
    @CsvSource({"''", "unknown", "unknown.path", "]", "[", "[\"", "..", "[0]"})
    void aPathThatLeadsNowhereHasNoPlace(String path) {
        assertThat(configuration.locationOf(path)).isEmpty();
    }

    @Test
    void settingsAreListedWithTheirFilesFromTopToBottom() {
        assertThat(configuration.settings())
                .extracting(setting -> setting.path() + " = " + setting.value().orElse("null") + " @ "
                        + Path.of(setting.location().file()).getFileName())
                .containsExactly(
                        "rabbitmq = amqp://mq @ environment variable RABBITMQ_URL",
                        "ec2.region = eu-west-1 @ b.json",
                        "ec2.accounts[0].name = one @ a.json",
                        "ec2.accounts[1].name = two @ b.json",
                        "ec2.accounts[1].tags = {} @ b.json",
                        "ec2.timeout = 5 @ b.json",
                        "[\"a.b\"].c d = null @ a.json");
    }

    @Test
    void aProblemThatSomeoneElseFoundGetsItsPlace() {
        ConfigurationProblem problem = configuration.problem(Severity.ERROR, "ec2.accounts[1].role_arn", "is missing");
        Configuration refused = configuration.with(List.of(problem));

        assertThat(configuration.valid()).isTrue();
        assertThat(refused.valid()).isFalse();
        assertThat(refused.values()).isEqualTo(configuration.values());
        assertThat(refused.problems())
                .singleElement()
                .hasToString(temp.resolve("conf.d/b.json") + ":2:33: error: ec2.accounts[1].role_arn: is missing");
    }
}
