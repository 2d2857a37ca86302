package io.sensuhost.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AttributeTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "Region", "role-arn", "_x", "x__y"})
    void aNameIsSnakeCase(String name) {
        assertThatThrownBy(() -> Attribute.text(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDefaultMustBeRightItself() {
        assertThatThrownBy(() -> Attribute.integer("port", 1, 10).byDefault(11))
                .hasMessage("The default of 'port' must be a whole number from 1 to 10, but is 11");
    }

    @Test
    void aWholeNumberMayBeWrittenAsAnyNumberThatIsWhole() {
        Attribute port = Attribute.integer("port", 1, 10);

        assertThat(port.check(1.0)).isEmpty();
        assertThat(port.check(new BigDecimal("1e1"))).isEmpty();
        assertThat(port.check(1.5)).hasSize(1);
        assertThat(port.check(0)).hasSize(1);
        assertThat(port.check("1"))
                .singleElement()
                .hasToString("port: must be a whole number from 1 to 10, but is \"1\"");
    }

    @Test
    void aWordThatIsNoneOfThoseThatAreRightIsToldTheNearest() {
        assertThat(Attribute.choice("mode", "strict", "lenient").check("strikt"))
                .singleElement()
                .hasToString("mode: must be one of strict, lenient, but is \"strikt\"; did you mean 'strict'?");
    }

    @Test
    void anArrayTellsWhichOfItsElementsIsWrong() {
        assertThat(Attribute.texts("states", "up", "down").check(Arrays.asList("up", "dow", null)))
                .extracting(Problem::toString)
                .containsExactly(
                        "states[1]: must be one of up, down, but is \"dow\"; did you mean 'down'?",
                        "states[2]: must be one of up, down, but is null");
    }

    @Test
    void aTextMapHoldsNothingButTexts() {
        assertThat(Attribute.textMap("headers").check(Map.of("a", "b"))).isEmpty();
        assertThat(Attribute.textMap("headers").check(Map.of("a", 1))).hasSize(1);
    }

    @Test
    void whatIsSaidOfAnAttributeStaysWithItWhateverElseIsSaid() {
        Attribute attribute = Attribute.text("token")
                .fromEntity("token", "old_token")
                .describedAs("What opens the door.")
                .byDefault("none")
                .asSecret()
                .asRequired();

        assertThat(attribute.secret()).isTrue();
        assertThat(attribute.required()).isTrue();
        assertThat(attribute.defaultValue()).contains("none");
        assertThat(attribute.description()).isEqualTo("What opens the door.");
        assertThat(attribute.entityNames()).containsExactly("token", "old_token");
        assertThat(Attribute.text("region").secret()).isFalse();
    }

    @Test
    void whatATextStandsForDependsOnTheType() {
        assertThat(Attribute.text("t").parse("1")).isEqualTo("1");
        assertThat(Attribute.integer("i", 0, 9).parse("7")).isEqualTo(new BigDecimal("7"));
        assertThat(Attribute.integer("i", 0, 9).parse("seven")).isEqualTo("seven");
        assertThat(Attribute.seconds("s", Duration.ZERO, Duration.ofSeconds(9)).parse("1.5"))
                .isEqualTo(new BigDecimal("1.5"));
        assertThat(Attribute.flag("f").parse("true")).isEqualTo(true);
        assertThat(Attribute.flag("f").parse("false")).isEqualTo(false);
        assertThat(Attribute.flag("f").parse("no")).isEqualTo("no");
        assertThat(Attribute.texts("l").parse("running, stopped,")).isEqualTo(List.of("running", "stopped"));
    }
}
