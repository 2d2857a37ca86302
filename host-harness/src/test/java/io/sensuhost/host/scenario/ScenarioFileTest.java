package io.sensuhost.host.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sensuhost.api.testkit.Mutations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
