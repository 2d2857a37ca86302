package io.sensuhost.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sensuhost.host.config.ConfigurationProblem.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are read, and in which order. Each file adds its name to an array, which then tells. */
class FileOrderTest {

    @TempDir
    Path temp;

    @Test
    void entriesAreReadBytewiseByNameAndDirectoriesAtTheirOwnPlace() {
        assertThat(order(tree("zz", "b", "B", "a/z", "a", "a-b", "10", "9", "c/d/e", "c/a")))
                .containsExactly("10", "9", "B", "a/z", "a-b", "a", "b", "c/a", "c/d/e", "zz");
    }

    @Test
    void aNameBeyondAsciiComesLast() {
        assumeThat(System.getProperty("sun.jnu.encoding")).isEqualTo("UTF-8");

        assertThat(order(tree("\u00e9", "zz"))).containsExactly("zz", "\u00e9");
    }

    @Test
    void namesThatMeanSomethingToAShellAreOrdinary() {
        assertThat(order(tree("{b}", "sp ace", "[a]"))).containsExactly("[a]", "sp ace", "{b}");
    }

    @Test
    void onlyLowerCaseJsonSuffixesCountAndNothingThatBeginsWithADot() {
        SensuFiles files = tree("a", ".hidden", ".directory/b", "")
                .file("conf.d/b.json.bak", "?")
                .file("conf.d/c.JSON", "?")
                .file("conf.d/d.conf", "?")
                .file("conf.d/e.json~", "?");

        assertThat(order(files)).containsExactly("a");
    }

    @Test
    void directoriesFollowTheMainFileInTheOrderGiven() {
        SensuFiles files = tree("z")
                .file("conf2.d/a.json", entry("2/a"))
                .file("config.json", entry("main"))
                .mainFile("config.json")
                .directory("conf2.d");

        assertThat(order(files)).containsExactly("main", "z", "2/a");
    }

    @Test
    void whatIsBelowALinkedDirectoryComesAfterAllOthers() {
        SensuFiles files = tree("b", "z/z")
                .file("elsewhere/y.json", entry("linked/y"))
                .file("elsewhere/sub/x.json", entry("linked/sub/x"))
                .link("conf.d/a", "../elsewhere");

        assertThat(order(files)).containsExactly("b", "z/z", "linked/sub/x", "linked/y");
    }

    @Test
    void aLinkedFileIsReadAtItsOwnPlace() {
        SensuFiles files =
                tree("a", "c").file("elsewhere/b.txt", entry("b")).link("conf.d/b.json", "../elsewhere/b.txt");

        assertThat(order(files)).containsExactly("a", "b", "c");
    }

    @Test
    void aCircleOfLinksIsReadOnceAndMentioned() {
        Configuration configuration =
                tree("a", "sub/b").link("conf.d/sub/up", "..").load();

        assertThat(configuration.values()).isEqualTo(Map.of("order", List.of("a", "sub/b")));
        assertThat(configuration.valid()).isTrue();
        assertThat(configuration.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Severity.WARNING);
            assertThat(problem.file())
                    .hasValueSatisfying(file -> assertThat(file).endsWith("conf.d/sub/up/sub/up"));
        });
    }

    private SensuFiles tree(String... names) {
        SensuFiles files = new SensuFiles(temp);
        for (String name : names) {
            files.file("conf.d/" + name + ".json", entry(name));
        }
        return files;
    }

    private static String entry(String name) {
        return "{\"order\":[\"" + name + "\"]}";
    }

    private static List<Object> order(SensuFiles files) {
        Configuration configuration = files.load();
        assertThat(configuration.problems()).isEmpty();
        return List.copyOf((List<?>) configuration.values().get("order"));
    }
}
