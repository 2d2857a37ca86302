package io.sensuhost.host.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sensuhost.api.testkit.Mutations;
import io.sensuhost.host.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioFileTest {

    private static final Path GOOD = Path.of("../docs/scenarios/trouble-at-aws.json");

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "7", "\"text\""})
    void whatIsNoObjectIsNoScenario(String text) {
        assertThatExceptionOfType(InvalidScenario.class)
                .isThrownBy(() -> read(text.getBytes(UTF_8)))
                .withMessageContaining("a scenario is one JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"events", "faults", "http", "clients"})
    void anEmptyPlaceInAListIsNamed(String list) {
        assertThatExceptionOfType(InvalidScenario.class)
                .isThrownBy(() -> read(("{\"" + list + "\":[null]}").getBytes(UTF_8)))
                .withMessageContaining(list);
    }

    @Test
    void anExpectationOfNullIsNone() throws Exception {
        assertThat(read("{\"events\":[{\"expect\":null}]}".getBytes(UTF_8)).events())
                .singleElement()
                .satisfies(event -> assertThat(event.expect()).isEmpty());
    }

    @Test
    void anAnswerWithoutAPathIsNamed() {
        assertThatExceptionOfType(InvalidScenario.class)
                .isThrownBy(() -> read("{\"events\":[{}],\"http\":[{}]}".getBytes(UTF_8)))
                .withMessageContaining("http: an answer has no path");
    }

    @Test
    void bytesThatAreNoTextAreToldSo() {
        assertThatExceptionOfType(InvalidScenario.class)
                .isThrownBy(() -> read(new byte[] {0, 0, 0, '{', 0, 0x11, 0, 0}))
                .withMessageContaining("no Unicode text");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"event": []}                                    | any.json:1:14: event: is unknown; did you mean 'events'?
            {"expect": {"registerd": []}}                    | any.json:1:29: expect.registerd: is unknown; did you mean 'registered'?
            {"expect": {"zebra": []}}                        | any.json:1:25: expect.zebra: is unknown; known are deregistered, registered
            {"expect": {"registered": "web-1"}}              | any.json:1:27: expect.registered: has the wrong type
            {"faults": [{}, {"error": {"status": []}}]}      | any.json:1:38: faults[1].error.status: has the wrong type
            {"events": [{"client": {"name": nobody}}]}       | any.json:1:33: Unrecognized token 'nobody': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
            {"about": "one", "about": "two"}                 | any.json:1:25: Duplicate field 'about'
            {"events": []}                                   | any.json: events: are missing; a scenario needs at least one
            {"events": [{}], "http": [{"path": "/a"}, {"path": "/a"}]} | any.json: http: /a is answered twice
            {"events": [{}, {"expect": {"acton": "kept"}}]}  | any.json: events[1].expect.acton: is no field of an outcome; did you mean 'action'?
            {"events": [{"expect": {"zebra": 1}}]}           | any.json: events[0].expect.zebra: is no field of an outcome; known are action, check, client, code, details, handler, reason, status
            """)
    void aMistakeIsNamedWithItsPlaceAndItsMend(String text, String said) {
        assertThatExceptionOfType(InvalidScenario.class)
                .isThrownBy(() -> read(text.getBytes(UTF_8)))
                .withMessage(said);
    }

    @Test
    void ofALongNameTheBeginningIsShown() {
        assertThatExceptionOfType(InvalidScenario.class)
                .isThrownBy(() -> read(expectationOf("z".repeat(300))))
                .withMessageContaining("z".repeat(300) + ": is no field");
        assertThatExceptionOfType(InvalidScenario.class)
                .isThrownBy(() -> read(expectationOf("z".repeat(301))))
                .withMessageContaining("z".repeat(300) + "…: is no field");
    }

    private static byte[] expectationOf(String field) {
        return "{\"events\": [{\"expect\": {\"%s\": 1}}]}".formatted(field).getBytes(UTF_8);
    }

    @Test
    void everyFieldOfAnOutcomeButItsIdAndItsTimeMayBeExpected() throws Exception {
        Map<String, Object> outcome = new TreeMap<>(Outcome.lost().toJson());
        outcome.keySet().removeAll(Set.of("event_id", "duration_ms"));
        String expected = outcome.keySet().stream()
                .map(field -> "\"" + field + "\": 1")
                .collect(Collectors.joining(", ", "{", "}"));

        assertThat(read(("{\"events\": [{\"expect\": " + expected + "}]}").getBytes(UTF_8))
                        .events())
                .singleElement()
                .satisfies(event -> assertThat(event.expect()).containsOnlyKeys(outcome.keySet()));
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatExceptionOfType(InvalidScenario.class)
                .isThrownBy(() -> ScenarioFile.read(Path.of("nowhere.json")))
                .withMessage("nowhere.json cannot be read: is it there, and may you?");
    }

    @Property
    void anyBytesAreAScenarioOrAnInvalidOne(@ForAll byte[] bytes) throws IOException {
        assertReadOrInvalid(bytes);
    }

    @Property
    void anyDamageToAScenarioLeavesOneOrAnInvalidOne(@ForAll Random random) throws IOException {
        assertReadOrInvalid(Mutations.of(Files.readAllBytes(GOOD), random));
    }

    private static void assertReadOrInvalid(byte[] bytes) throws IOException {
        try {
            assertThat(read(bytes).events()).isNotEmpty().doesNotContainNull();
        } catch (InvalidScenario e) {
            assertThat(e.getMessage())
                    .startsWith("any.json")
                    .hasSizeLessThan(700)
                    .doesNotContain("io.sensuhost");
        }
    }

    private static Scenario read(byte[] bytes) throws InvalidScenario, IOException {
        return ScenarioFile.read("any.json", new ByteArrayInputStream(bytes));
    }
}
