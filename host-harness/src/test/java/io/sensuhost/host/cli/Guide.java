package io.sensuhost.host.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A page of documentation, taken for its fenced blocks. */
record Guide(List<Block> blocks) {

    private static final Pattern FENCED = Pattern.compile("(?ms)^( *)```(\\w+)\\n(.*?)^ *```$");

    /** What stands between two fences, without their indentation. */
    record Block(String language, String text) {}

    static Guide read(Path page) throws IOException {
        return new Guide(FENCED.matcher(Files.readString(page))
                .results()
                .map(found -> new Block(found.group(2), found.group(3).replaceAll("(?m)^" + found.group(1), "")))
                .toList());
    }

    List<String> in(String... languages) {
        return blocks.stream()
                .filter(block -> List.of(languages).contains(block.language()))
                .map(Block::text)
                .toList();
    }

    /** The words of a text, to compare it however it is broken and indented. */
    static String words(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
