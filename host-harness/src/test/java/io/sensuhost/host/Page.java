package io.sensuhost.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page of the documentation, and what it leads to. */
record Page(Path file, String text) {

    private static final Pattern LINK = Pattern.compile("]\\((?!https?://)([^)#\\s]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```");

    static Page of(Path file) throws IOException {
        return new Page(file, BLOCK.matcher(Files.readString(file)).replaceAll(""));
    }

    /** The README of a folder and all pages below its {@code docs}. */
    static List<Page> in(Path home) throws IOException {
        try (Stream<Path> docs = Files.walk(home.resolve("docs"))) {
            List<Path> files = Stream.concat(Stream.of(home.resolve("README.md")), docs)
                    .filter(file -> file.toString().endsWith(".md")
                            && !file.toString().contains("/docs/puppet-integration/target/"))
                    .toList();
            assertThat(files).hasSizeGreaterThan(15);
            List<Page> pages = new ArrayList<>();
            for (Path file : files) {
                pages.add(of(file));
            }
            return pages;
        }
    }

    void leadsSomewhere() throws IOException {
        for (MatchResult link : links()) {
            Path target = target(link);
            assertThat(target).as("%s: %s", file, link.group()).exists();
            if (link.group(2) != null) {
                assertThat(of(target).headings())
                        .as("%s: %s", file, link.group())
                        .contains(link.group(2));
            }
        }
    }

    Set<Path> targets() {
        return links().stream().map(this::target).collect(Collectors.toSet());
    }

    private List<MatchResult> links() {
        return LINK.matcher(text).results().toList();
    }

    private Path target(MatchResult link) {
        return link.group(1).isEmpty()
                ? file
                : file.resolveSibling(link.group(1)).normalize();
    }

    /** As they are named in links: in lower case, with a dash for each blank and without all other signs. */
    private Stream<String> headings() {
        return text.lines()
                .filter(line -> line.matches("#+ .*"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(words -> words.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'));
    }
}
