package io.sensuhost.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused in Sensu's own scopes, and above all what is not: the Sensu server beside us reads the same files. */
class ValidationTest {

    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"handlers":null}                       | handlers               | an object is expected, found null
                    {"handlers":[]}                         | handlers               | an object is expected, found an array
                    {"checks":"x"}                          | checks                 | an object is expected, found "x"
                    {"sensu":"x"}                           | sensu                  | an object is expected
                    {"transport":null}                      | transport              | an object is expected
                    {"api":"x"}                             | api                    | an object is expected
                    {"ec2":[]}                              | ec2                    | an object is expected
                    {"handlers":{"a":null}}                 | handlers.a             | an object is expected, found null
                    {"handlers":{"a":{}}}                   | handlers.a.type        | missing: one of pipe, tcp, udp, transport, set is expected
                    {"handlers":{"a":{"type":null}}}        | handlers.a.type        | one of pipe, tcp, udp, transport, set is expected, found null
                    {"handlers":{"a":{"type":1}}}           | handlers.a.type        | one of pipe, tcp, udp, transport, set is expected, found 1
                    {"handlers":{"a":{"type":"pip"}}}       | handlers.a.type        | found "pip"; did you mean pipe?
                    {"handlers":{"a.b":{"type":"x"}}}       | handlers["a.b"].type   | one of pipe, tcp, udp, transport, set is expected, found "x"
                    {"handlers":{"a":{"type":"set"}}}       | handlers.a.handlers    | missing: an array is expected
                    {"handlers":{"a":{"type":"set","handlers":"b"}}}      | handlers.a.handlers    | an array is expected, found "b"
                    {"handlers":{"a":{"type":"set","handlers":["b",""]}}} | handlers.a.handlers[1] | a string that is not empty is expected
                    {"handlers":{"a":{"type":"tcp","filters":"f"}}}       | handlers.a.filters     | an array is expected, found "f"
                    {"handlers":{"a":{"type":"tcp","filters":["f",1]}}}   | handlers.a.filters[1]  | a string that is not empty is expected, found 1
                    {"handlers":{"a":{"type":"tcp","filter":["f"]}}}      | handlers.a.filter      | a string is expected, found an array
                    {"handlers":{"a":{"type":"tcp","severities":["criticl"]}}} | handlers.a.severities[0] | did you mean critical?
                    {"handlers":{"a":{"type":"tcp","timeout":"10"}}}      | handlers.a.timeout     | a number is expected, found "10"
                    {"handlers":{"a":{"type":"tcp","handle_silenced":1}}} | handlers.a.handle_silenced | true or false is expected, found 1
                    {"handlers":{"a":{"type":"tcp","handle_flapping":"true"}}} | handlers.a.handle_flapping | true or false is expected, found "true"
                    {"filters":{"f":{}}}                                  | filters.f.attributes   | missing: an object is expected
                    {"filters":{"f":{"attributes":[]}}}                   | filters.f.attributes   | an object is expected, found an array
                    {"filters":{"f":{"attributes":{},"negate":"no"}}}     | filters.f.negate       | true or false is expected
                    {"filters":{"f":{"attributes":{},"when":[]}}}         | filters.f.when         | an object is expected
                    {"filters":{"f":{"attributes":{},"when":{}}}}         | filters.f.when.days    | missing: an object is expected
                    {"filters":{"f":{"attributes":{},"when":{"days":{}}}}} | filters.f.when.days   | at least one day is expected
                    {"filters":{"f":{"attributes":{},"when":{"days":{"mon":[{"begin":"1:00","end":"2:00"}]}}}}} | filters.f.when.days.mon | no day of the week
                    {"filters":{"f":{"attributes":{},"when":{"days":{"all":[]}}}}} | filters.f.when.days.all | at least one time window
                    {"filters":{"f":{"attributes":{},"when":{"days":{"all":["x"]}}}}} | filters.f.when.days.all[0] | an object is expected
                    {"filters":{"f":{"attributes":{},"when":{"days":{"all":[{"end":"2:00"}]}}}}} | filters.f.when.days.all[0].begin | missing: a time of day
                    {"filters":{"f":{"attributes":{},"when":{"days":{"all":[{"begin":"25:00","end":"2:00"}]}}}}} | filters.f.when.days.all[0].begin | a time of day
                    {"filters":{"f":{"attributes":{},"when":{"days":{"all":[{"begin":"1:00","end":"noon"}]}}}}} | filters.f.when.days.all[0].end | a time of day
                    {"api":{"port":"4567"}}                 | api.port               | a whole number from 1 to 65535 is expected
                    {"api":{"user":"u"}}                    | api.user               | set both
                    {"api":{"password":1,"user":"u"}}       | api.password           | a string is expected, found a number
                    """)
    void aMistakeIsAnErrorWithItsPath(String json, String path, String message) {
        Configuration configuration = load(json);

        assertThat(configuration.valid()).isFalse();
        assertThat(configuration.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.path()).contains(path);
            assertThat(problem.message()).contains(message);
            assertThat(problem.line()).hasValue(1);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                {"handlers":{"h":{"type":"pipe","command":"cat","mutator":"m","anything":{"else":1},"timeout":1.5}}}""",
                """
                {"handlers":{"h":{"type":"tcp","socket":{"host":"h","port":1},"filter":"eval: value == 1"}}}""",
                """
                {"handlers":{"h":{"type":"udp","filters":null,"severities":null,"timeout":null,"handle_flapping":null}}}""",
                """
                {"handlers":{"h":{"type":"transport","pipe":{"type":"direct","name":"n"},"severities":["ok","unknown"]}}}""",
                """
                {"handlers":{"h":{"type":"set","handlers":[]},"ec2":{"type":"pipe","command":"sensu-host handle"}}}""",
                """
                {"filters":{"f":{"attributes":{"check":{"occurrences":"eval: value > 1"}},"negate":true,"when":null}}}""",
                """
                {"filters":{"f":{"attributes":{},"when":{"days":{"all":[{"begin":"5:00 PM","end":"8:00 AM"}],
                "monday":[{"begin":"17:00","end":"24:00"},{"begin":"5PM","end":"17:00:30 UTC"}]}}}}}""",
                """
                {"api":{"host":"sensu","bind":"0.0.0.0","port":4567,"user":"u","password":"p","endpoints":[{"url":"x"}]}}""",
                """
                {"api":{"ssl":{"port":4568,"keystore_file":"/etc/sensu/api.keystore","keystore_password":"p"}}}""",
                """
                {"api":null,"ec2":null,"host":null,"client":[],"rabbitmq":["amqp://a"],"redis":null,"anything":1,"e":2}""",
                """
                {"checks":{"c":{"command":1}},"mutators":{},"extensions":{"e":null},"sensu":{},"transport":{"name":1}}""",
            })
    void whatIsRightForASensuServerIsRightForUs(String json) {
        assertThat(load(json).problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "handler, handlers",
        "Handlers, handlers",
        "hadnlers, handlers",
        "filter, filters",
        "ec, ''",
        "ec22, ec2",
        "hosts, host",
        "datadog, ''"
    })
    void aScopeThatIsOneLetterAwayFromAKnownOneIsAWarning(String scope, String meant) {
        Configuration configuration = load("{\"" + scope + "\":{}}");

        assertThat(configuration.valid()).isTrue();
        assertThat(configuration.problems())
                .extracting(ConfigurationProblem::message)
                .isEqualTo(meant.isEmpty() ? List.of() : List.of("unknown scope; did you mean " + meant + "?"));
    }

    @ParameterizedTest
    @CsvSource({
        "usr, user",
        "User, user",
        "pasword, password",
        "hsot, host",
        "prt, port",
        "endpoints, ''",
        "cors, ''",
        "passwords_file, ''"
    })
    void soIsAnAttributeOfSensusApi(String attribute, String meant) {
        Configuration configuration = load("{\"api\":{\"" + attribute + "\":\"x\"}}");

        assertThat(configuration.valid()).isTrue();
        assertThat(configuration.problems())
                .extracting(problem -> problem.path().orElseThrow() + ": " + problem.message())
                .isEqualTo(
                        meant.isEmpty()
                                ? List.of()
                                : List.of("api." + attribute + ": unknown attribute, ignored; did you mean " + meant
                                        + "?"));
    }

    @Test
    void allMistakesOfAllFilesAreReportedInOneGo() {
        Configuration configuration = new SensuFiles(temp)
                .file("conf.d/a.json", "{\"handlers\":{\"a\":{\"type\":\"pip\",\"timeout\":\"1\"}},")
                .file("conf.d/b.json", "{\"handlers\":{\"b\":{\"timeout\":true}},\n\"filters\":{\"f\":{\"negate\":1}}}")
                .load();

        assertThat(configuration.problems())
                .extracting(problem -> Path.of(problem.file().orElseThrow()).getFileName() + ":"
                        + problem.line().orElseThrow() + " "
                        + problem.path().orElse("-"))
                .containsExactly(
                        "a.json:1 -",
                        "b.json:1 handlers.b.type",
                        "b.json:1 handlers.b.timeout",
                        "b.json:2 filters.f.attributes",
                        "b.json:2 filters.f.negate");
    }

    @Test
    void whatConfigDoesNotShowIsNotInAMessageEither() {
        Configuration configuration =
                load("{\"handlers\":{\"a\":{\"type\":\"udp\",\"filters\":\"https://u:hunter2@h/\"}},"
                        + "\"api\":{\"user\":\"u\",\"password\":7777777},"
                        + "\"host\":{\"http\":{\"token\":[\"hunter2\"]},\"hunter\":\"hunter2\"}}");

        assertThat(configuration.problems())
                .hasSize(4)
                .noneMatch(problem -> problem.toString().contains("hunter2"))
                .noneMatch(problem -> problem.toString().contains("7777777"));
    }

    @Test
    void aValueInAMessageIsShortAndCannotMoveTheCursor() {
        Configuration configuration =
                load("{\"handlers\":{\"a\":{\"type\":\"\\u001b[2J\"},\"b\":{\"type\":\"" + "x".repeat(81) + "\"}}}");

        assertThat(configuration.problems())
                .extracting(ConfigurationProblem::message)
                .satisfiesExactly(
                        message -> assertThat(message).endsWith("found \" [2J\""),
                        message -> assertThat(message).endsWith("found a string"));
    }

    private Configuration load(String json) {
        return new SensuFiles(temp).file("conf.d/a.json", json).load();
    }
}
