package io.sensuhost.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files at the edge of what is JSON, on the inner side. */
class AcceptedFilesTest {

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"", " \r\n\t", "\ufeff", "\ufeff \n", "{}"})
    void anEmptyFileIsAnEmptyObject(String text) {
        assertThat(load(text)).isEmpty();
    }

    @Test
    void aByteOrderMarkAtTheStartIsSkipped() {
        assertThat(load("\ufeff{\"x\":true}")).isEqualTo(Map.of("x", true));
    }

    @Test
    void nineHundredLevelsAreNotTooDeepToBeMergedRedactedAndWritten() throws Exception {
        String deep = "{\"x\":" + "[".repeat(900) + "]".repeat(900) + "}";
        Configuration configuration = new SensuFiles(temp)
                .file("conf.d/a.json", deep)
                .file("conf.d/b.json", deep)
                .load();

        Map<String, Object> shown = new Redactor(Set.of()).redact(configuration.values());
        assertThat(new ObjectMapper().writeValueAsString(shown)).isEqualTo(deep);
        assertThat(configuration.settings())
                .singleElement()
                .satisfies(setting ->
                        assertThat(configuration.locationOf(setting.path())).contains(setting.location()));
    }

    @Test
    void numbersKeepTheirKindAndEveryDigit() {
        assertThat(load("{\"i\":1,\"l\":3000000000,\"b\":123456789012345678901,\"d\":1.0,\"h\":1e400}"))
                .isEqualTo(Map.of(
                        "i",
                        1,
                        "l",
                        3_000_000_000L,
                        "b",
                        new BigInteger("123456789012345678901"),
                        "d",
                        1.0,
                        "h",
                        new BigDecimal("1e400")));
    }

    @Test
    void aScopeThatIsAnObjectCanBeAskedForByName() {
        Configuration configuration = new SensuFiles(temp)
                .file("conf.d/a.json", "{\"ec2\":{\"timeout\":10},\"redis\":\"url\"}")
                .load();

        assertThat(configuration.scope("ec2")).contains(Map.of("timeout", 10));
        assertThat(configuration.scope("redis")).isEmpty();
        assertThat(configuration.scope("none")).isEmpty();
    }

    private Map<String, Object> load(String text) {
        Configuration configuration =
                new SensuFiles(temp).file("conf.d/a.json", text).load();
        assertThat(configuration.problems()).isEmpty();
        return configuration.values();
    }
}
