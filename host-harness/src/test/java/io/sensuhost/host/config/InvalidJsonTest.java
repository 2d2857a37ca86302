package io.sensuhost.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person is told about a file that is no JSON: the place, the reason, the mend, and no secret. */
class InvalidJsonTest {

    @Test
    void aMissingCommaIsShownWhereItBelongs() {
        assertThat(problem("""
                        {
                          "client": {
                            "ec2": {
                              "account": "sensu-testing"
                              "instance_id": "i-424242",
                        """)).isEqualTo("""
                        ec2.json:5:7: error: invalid JSON: a comma is missing before "instance_id": it belongs at line 4, column 33
                          4 |       "account": "***"
                            |                       ^ here
                          5 |       "instance_id": "***",
                            |       ^""");
    }

    @Test
    void aTrailingCommaIsShownWhereItStands() {
        assertThat(problem("""
                        {"ec2": {
                          "timeout": 10,
                        }}""")).isEqualTo("""
                        ec2.json:3:1: error: invalid JSON: a comma before }: remove the one at line 2, column 16
                          2 |   "timeout": 10,
                            |                ^ here
                          3 | }}
                            | ^""");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
                    {'x': 1}                | 1:2  | single quotes are no JSON
                    {"x": 'y'}              | 1:7  | single quotes are no JSON
                    {“x”: 1}                | 1:2  | typographic quotes are no JSON
                    {"x":NaN}               | 1:6  | NaN is no JSON
                    {"x":-Infinity}         | 1:6  | -Infinity is no JSON
                    {"x":True}              | 1:6  | True is no JSON: write true, false or null
                    {"x":01}                | 1:6  | this is no JSON number
                    {"x":+1}                | 1:6  | this is no JSON number
                    {"x":us-west-2}         | 1:6  | a value is expected here
                    {x:1}                   | 1:2  | a name in double quotes is expected here
                    {"x" {"a":1}}           | 1:6  | a colon is missing
                    {"x":}                  | 1:6  | a value is missing before this }
                    {"x":[1,,2]}            | 1:9  | a value is missing before this ,
                    {"x":[1,]}              | 1:9  | a comma before ]: remove the one at line 1, column 8
                    {"x":[1 2]}             | 1:9  | a comma is missing before what follows: it belongs at line 1, column 8
                    {"x":[1}}               | 1:8  | the array that begins at line 1, column 6 is closed by }
                    {12:1}                  | 1:2  | a name in double quotes is expected here
                    {"x":"a"b"}             | 1:9  | the string ends before this: inside a string, a quote is written \\"
                    {"x":["a""b"]}          | 1:10 | a comma is missing before what follows: it belongs at line 1, column 10
                    {"x":1}}                | 1:8  | nothing is open that this } could close
                    {"x":1} // no           | 1:9  | JSON has no comments
                    {"x":1},                | 1:8  | a second document begins here
                    {"x":1} {"y":2}         | 1:9  | a second document begins here
                    {"x":1                  | 1:7  | the file ends, but the object that begins at line 1, column 1 is not closed
                    {"x":"y                 | 1:8  | the file ends inside the string that begins at line 1, column 6
                    {"x":"\\d"}             | 1:7  | a backslash that escapes nothing
                    {"x":1, // no           | 1:9  | JSON has no comments
                    {"x":1 # no             | 1:8  | JSON has no comments
                    """)
    void aMistakeHasAPlaceAndAMend(String text, String place, String message) {
        assertThat(problem(text)).startsWith("ec2.json:" + place + ": error: invalid JSON: " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void aStringThatGoesOnAfterItsLineIsShownWhereTheLineEnds(String lineBreak) {
        assertThat(problem("{\"x\":\"line1" + lineBreak + "line2\"}"))
                .startsWith(
                        "ec2.json:1:12: error: invalid JSON: the string that begins at line 1, column 6 is not closed");
    }

    @Test
    void aRawControlCharacterIsNamed() {
        assertThat(problem("{\"x\":\"a\tb\"}")).contains("a raw control character: write it as \\u0009");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"text\"", "42", "false", "[]", "null"})
    void aRootThatIsNoObjectIsAnError(String text) {
        assertThat(problem(text)).startsWith("ec2.json:1:1: error: a configuration file holds one JSON object");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"password\": \"hunter2 \"hunter2\"}",
                "{\"password\": \"hunter2",
                "{\"password\": hunter2}",
                "{\"password\": 'hunter2'}",
                "{\"password\": \"a\"hunter2\"}",
                "{\"password\": \"a\\\"hunter2\" }}",
                "{\"a\": 1 \"password\": \"hunter2\"}",
                "{\"password\": \"hunter2\\d\"}",
            })
    void noValueOfAShownLineIsReadable(String text) {
        assertThat(problem(text)).contains("password").doesNotContain("hunter2");
    }

    @Test
    void aLongLineIsCutAroundTheMistake() {
        String text = "{\"x\":[" + "1,".repeat(500) + "?" + ",1".repeat(500) + "]}";

        assertThat(problem(text).lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(160));
        assertThat(problem(text)).contains("…").contains(" ".repeat(50) + "^");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\u001b[2Jb\": 1}",
                "{\"a\u009b2Jb\": 1,}",
                "{\"a\u202eb\": 1,}",
                "{\"x\": 1 \"a\u009b2Jb\": 1}",
            })
    void nothingInAFileReachesTheTerminalAsAControlSequence(String text) {
        assertThat(problem(text)).doesNotContain("\u001b", "\u009b", "\u202e");
    }

    @Test
    void aSecretIsMaskedAlsoWhereAQuoteIsMissingBeforeBytesThatAreNoUtf8() {
        byte[] damaged = "{x\": 1, \"user\": \"sensu\", \"password\": \"hush-hush\", \"caf\u00e9\": 2}"
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(problem(damaged)).contains("not UTF-8").doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"password\": \"hush-hush\": 1}",
                "{\"password\":\n\"hush-hush\" : {}}",
                "{\"password\": [\"hush-hush\": 1]}",
            })
    void aSecretIsMaskedAlsoWhereAColonFollowsIt(String text) {
        assertThat(problem(text)).contains("\"***\"").doesNotContain("hush");
    }

    @Test
    void bytesThatAreNoUtf8AreCountedAndTheLineShown() {
        byte[] latin1 = "{\"x\":\n{\"latin1\":\"caf\u00e9\"}}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(problem(latin1)).isEqualTo("""
                        ec2.json:2:15: error: not UTF-8 at byte 20: save the file in UTF-8
                          2 | {"latin1":"***"
                            |                ^""");
    }

    @Test
    void everyRepeatedKeyIsNamedWithBothPlaces() {
        Report report = new Report();
        new JsonFile("a.json", report)
                .parse("{\"x\":{\"d\":1,\"d\":2,\"h\":{},\"h\":{}},\n\"x\":{\"e\":3}}"
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(report.problems())
                .extracting(ConfigurationProblem::toString)
                .containsExactly(
                        "a.json:1:13: error: x.d: set twice in one object, first at line 1, column 7: remove one, or merge the two",
                        "a.json:1:26: error: x.h: set twice in one object, first at line 1, column 19: remove one, or merge the two",
                        "a.json:2:1: error: x: set twice in one object, first at line 1, column 2: remove one, or merge the two");
    }

    @Test
    void aFileNestedTooDeepIsAnErrorAndNoOverflow() {
        assertThat(problem("{\"x\":" + "[".repeat(1_000_000))).contains("nested deeper than 990 levels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"x\":%s}", "[%s]", "%s"})
    void aNumberThatNobodyCanHoldIsAnError(String around) {
        assertThat(problem(String.format(around, "9".repeat(2000)))).contains("a number that is too large to be held");
        assertThat(problem(String.format(around, "1e99999999999"))).contains("a number that is too large to be held");
    }

    @Test
    void allInvalidFilesAreReportedInOrder() {
        Report report = new Report();
        for (String file : List.of("a.json", "b.json")) {
            new JsonFile(file, report).parse("{".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(report.problems())
                .extracting(ConfigurationProblem::file)
                .containsExactly(Optional.of("a.json"), Optional.of("b.json"));
    }

    private static String problem(String text) {
        return problem(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String problem(byte[] bytes) {
        Report report = new Report();
        Optional<Node.Members> parsed = new JsonFile("ec2.json", report).parse(bytes);
        assertThat(parsed).isEmpty();
        assertThat(report.problems()).hasSize(1);
        return report.problems().get(0).toString();
    }
}
