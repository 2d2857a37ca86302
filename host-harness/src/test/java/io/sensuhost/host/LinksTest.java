package io.sensuhost.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link of every page leads to a file, and to a heading, that there is. */
final class LinksTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Path DOCS = HOME.resolve("docs");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?://)([^)#\\s]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```");

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        for (Path page : pages()) {
            for (MatchResult link : links(page)) {
                Path target = link.group(1).isEmpty()
                        ? page
                        : page.resolveSibling(link.group(1)).normalize();
                assertThat(target).as("%s: %s", page, link.group()).exists();
                if (link.group(2) != null) {
                    assertThat(headings(target))
                            .as("%s: %s", page, link.group())
                            .contains(link.group(2));
                }
            }
        }
    }

    @Test
    void pagesOfTheDistributionLeadToNothingOutsideOfIt() throws IOException {
        for (Path page : pages()) {
            if (page.startsWith(DOCS)) {
                assertThat(links(page))
                        .allSatisfy(link -> assertThat(
                                        page.resolveSibling(link.group(1)).normalize())
                                .as("%s: %s", page, link.group())
                                .startsWith(DOCS));
            }
        }
    }

    @Test
    void everyPageIsInTheIndex() throws IOException {
        Path index = DOCS.resolve("README.md");
        Set<Path> listed = links(index).stream()
                .map(link -> index.resolveSibling(link.group(1)).normalize())
                .collect(Collectors.toSet());

        try (Stream<Path> pages = Files.list(DOCS)) {
            assertThat(pages.filter(page -> page.toString().endsWith(".md") && !page.equals(index)))
                    .isNotEmpty()
                    .allSatisfy(page -> assertThat(listed).contains(page));
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(DOCS)) {
            List<Path> pages = Stream.concat(Stream.of(HOME.resolve("README.md")), docs)
                    .filter(file ->
                            file.toString().endsWith(".md") && !file.toString().contains("/target/"))
                    .toList();
            assertThat(pages).hasSizeGreaterThan(15);
            return pages;
        }
    }

    private static List<MatchResult> links(Path page) throws IOException {
        return LINK.matcher(BLOCK.matcher(Files.readString(page)).replaceAll(""))
                .results()
                .toList();
    }

    /** As they are named in links: in lower case, with a dash for each blank and without all other signs. */
    private static Stream<String> headings(Path page) throws IOException {
        return BLOCK.matcher(Files.readString(page))
                .replaceAll("")
                .lines()
                .filter(line -> line.matches("#+ .*"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(words -> words.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'));
    }
}
