package io.sensuhost.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

final class SettingsTest {

    private static final Schema SCHEMA = Schema.of(
            Attribute.text("region").byDefault("us-east-1"),
            Attribute.text("name"),
            Attribute.seconds("timeout", Duration.ofSeconds(1), Duration.ofSeconds(60))
                    .byDefault(10),
            Attribute.flag("dry_run"),
            Attribute.texts("states").byDefault(List.of("running")),
            Attribute.url("endpoint"),
            Attribute.choice("mode", "strict", "lenient").byDefault("strict"),
            Attribute.integer("port", 1, 65_535),
            Attribute.textMap("headers"),
            Attribute.text("password").asSecret(),
            Attribute.nested("ssl", Schema.of(Attribute.text("file"))),
            Attribute.objects(
                    "accounts",
                    Schema.of(Attribute.text("name"), Attribute.text("role").byDefault("r"))));

    @Test
    void whatIsNotSetHasItsDefault() {
        Settings settings = SCHEMA.read("x", Map.of());

        assertThat(settings.text("region")).isEqualTo("us-east-1");
        assertThat(settings.duration("timeout")).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.texts("states")).containsExactly("running");
        assertThat(settings.flag("dry_run")).isFalse();
        assertThat(settings.findText("name")).isEmpty();
        assertThat(settings.findUrl("endpoint")).isEmpty();
        assertThat(settings.findNested("ssl")).isEmpty();
        assertThat(settings.objects("accounts")).isEmpty();
    }

    @Test
    void whatIsSetReplacesTheDefault() {
        Settings settings = SCHEMA.read(
                "x",
                Map.of(
                        "region",
                        "eu-west-1",
                        "timeout",
                        2.5,
                        "dry_run",
                        true,
                        "states",
                        List.of("stopped"),
                        "endpoint",
                        "https://host",
                        "ssl",
                        Map.of("file", "/f"),
                        "accounts",
                        List.of(Map.of("name", "a"))));

        assertThat(settings.text("region")).isEqualTo("eu-west-1");
        assertThat(settings.duration("timeout")).isEqualTo(Duration.ofMillis(2500));
        assertThat(settings.flag("dry_run")).isTrue();
        assertThat(settings.texts("states")).containsExactly("stopped");
        assertThat(settings.findUrl("endpoint")).contains(URI.create("https://host"));
        assertThat(settings.url("endpoint")).isEqualTo(URI.create("https://host"));
        assertThat(settings.findNested("ssl").orElseThrow().text("file")).isEqualTo("/f");
        assertThat(settings.objects("accounts")).singleElement().satisfies(account -> {
            assertThat(account.text("name")).isEqualTo("a");
            assertThat(account.text("role")).isEqualTo("r");
        });
    }

    @Test
    void askingForWhatIsNotSetAndHasNoDefaultFails() {
        assertThatThrownBy(() -> SCHEMA.read("x", Map.of()).text("name")).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void askingForWhatIsNotDeclaredOrHasAnotherTypeIsAMistakeInTheProgram() {
        Settings settings = SCHEMA.read("x", Map.of());

        assertThatThrownBy(() -> settings.text("regoin")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> settings.text("timeout")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theirTextShowsNamesAndNoValues() {
        assertThat(SCHEMA.read("x", Map.of("password", "hunter2")).toString())
                .contains("password")
                .doesNotContain("hunter2");
    }

    @Test
    void numbersWordsAndMapsComeWithTheirOwnTypes() {
        Settings settings = SCHEMA.read(
                "x", Map.of("mode", "lenient", "port", 8443, "headers", Map.of("Authorization", "Bearer x")));

        assertThat(settings.text("mode")).isEqualTo("lenient");
        assertThat(settings.integer("port")).isEqualTo(8443);
        assertThat(settings.textMap("headers")).containsExactly(Map.entry("Authorization", "Bearer x"));
        assertThat(SCHEMA.read("x", Map.of()).textMap("headers")).isEmpty();
        assertThat(SCHEMA.read("x", Map.of()).findInteger("port")).isEmpty();
    }

    @Test
    void anArrayOfObjectsIsNoArrayOfStrings() {
        Settings settings = SCHEMA.read("x", Map.of("accounts", List.of(Map.of("name", "a"))));

        assertThatThrownBy(() -> settings.texts("accounts")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> settings.objects("states")).isInstanceOf(IllegalArgumentException.class);
    }
}
