package io.sensuhost.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each promise of the page names the test that shows it, and that test is there. */
final class SecurityPageTest {

    private static final Path PAGE = Path.of("../docs/security.md");
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");

    @Test
    void everyTestThatIsNamedIsThere() throws IOException {
        List<Path> sources = testSources();

        assertThat(TEST.matcher(Files.readString(PAGE)).results())
                .hasSizeGreaterThan(30)
                .allSatisfy(named -> assertThat(sources)
                        .filteredOn(source -> source.endsWith(named.group(1) + ".java"))
                        .as(named.group())
                        .anySatisfy(source -> assertThat(text(source)).contains("void " + named.group(2) + "(")));
    }

    @Test
    void everyPromiseNamesATest() throws IOException {
        String page = Files.readString(PAGE);
        String promises = page.substring(page.indexOf("| promise |"), page.indexOf("## Whose plugins"));

        assertThat(promises.lines().skip(2).filter(line -> line.startsWith("|")))
                .hasSizeGreaterThan(20)
                .allSatisfy(row -> assertThat(row).containsPattern(TEST));
    }

    private static List<Path> testSources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            return files.filter(file -> file.toString().contains("/src/test/java/"))
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
