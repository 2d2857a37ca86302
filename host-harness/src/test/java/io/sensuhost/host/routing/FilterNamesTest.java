package io.sensuhost.host.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterNamesTest {

    @Test
    void definedFiltersAndThoseOfSensuAreRight() {
        assertThat(FilterBench.oneShot()
                        .define("own", Map.of("attributes", Map.of(), "when", Map.of("days", Map.of())))
                        .set("filters", List.of("own", "occurrences", "handle_when", "check_dependencies"))
                        .check())
                .isEmpty();
    }

    @Test
    void anUnknownNameIsAnError() {
        assertThat(FilterBench.oneShot()
                        .define("production", Map.of("attributes", Map.of()))
                        .set("filters", List.of("occurrences", "prodution", "xyz"))
                        .check())
                .containsExactly(
                        Problem.error("filters[1]", "there is no filter 'prodution'; did you mean 'production'?"),
                        Problem.error(
                                "filters[2]",
                                "there is no filter 'xyz'; known are"
                                        + " check_dependencies, handle_when, occurrences, production"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "eval: value == 'production' | write \"production\" in its place",
                "eval:value==2 | write \"2\" in its place",
                "eval: value != \"staging\" | write \"staging\" in its place and set negate",
                "eval: value =~ /^prod/ | match a plain value, with negate to turn it round",
            })
    void rubyIsAnErrorWithWhatWouldDoInstead(String ruby, String instead) {
        assertThat(errorOf(Map.of("attributes", Map.of("client", Map.of("environment", ruby)))))
                .isEqualTo("names the filter 'own', which cannot be used:"
                        + " attributes.client.environment is Ruby, which this host does not run; " + instead);
    }

    @Test
    void rubyThatCountsOccurrencesIsDoneByTheFilterOccurrences() {
        assertThat(errorOf(Map.of("attributes", Map.of("occurrences", "eval: value == 1 || value % 60 == 0"))))
                .endsWith("use the filter occurrences, which goes by check.occurrences and check.refresh");
    }

    @Test
    void aDefinitionThatIsWrongIsAnError() {
        assertThat(errorOf("no object")).endsWith("attributes must be an object");
        assertThat(errorOf(Map.of())).endsWith("attributes must be an object");
        assertThat(errorOf(when("always"))).endsWith("when must be an object");
        assertThat(errorOf(when(Map.of()))).endsWith("when.days must be an object");
        assertThat(errorOf(when(Map.of("days", Map.of("mon", List.of())))))
                .contains("when.days.mon is no day; days are all, monday,");
        assertThat(errorOf(when(Map.of("days", Map.of("all", 7)))))
                .endsWith("when.days.all must be an array of windows");
        assertThat(errorOf(when(Map.of("days", Map.of("all", List.of(7))))))
                .endsWith("when.days.all must be an object");
        assertThat(errorOf(when(Map.of("days", Map.of("all", List.of(Map.of("begin", "9:00", "end", "late")))))))
                .endsWith("when.days.all.end must be a time such as 05:30 PM or 17:30");
    }

    @Test
    void aFilterThatNoIntegrationNamesIsNobodysBusiness() {
        assertThat(FilterBench.oneShot()
                        .define("sensus", Map.of("attributes", Map.of("occurrences", "eval: value > 1")))
                        .check())
                .isEmpty();
    }

    private static Map<String, Object> when(Object when) {
        return Map.of("attributes", Map.of(), "when", when);
    }

    private static String errorOf(Object definition) {
        List<Problem> problems = FilterBench.oneShot()
                .define("own", definition)
                .set("filters", List.of("own"))
                .check();

        assertThat(problems).singleElement().matches(Problem::isError);
        return problems.get(0).message();
    }
}
