package io.sensuhost.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link of every page leads to a file, and to a heading, that there is. */
final class LinksTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Path DOCS = HOME.resolve("docs");

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        for (Page page : Page.in(HOME)) {
            page.leadsSomewhere();
        }
    }

    @Test
    void everyPageIsInTheIndex() throws IOException {
        Path index = DOCS.resolve("README.md");
        Set<Path> listed = Page.of(index).targets();

        try (Stream<Path> pages = Files.list(DOCS)) {
            assertThat(pages.filter(page -> page.toString().endsWith(".md") && !page.equals(index)))
                    .isNotEmpty()
                    .allSatisfy(page -> assertThat(listed).contains(page));
        }
    }
}
