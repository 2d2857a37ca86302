package io.sensuhost.host.config;

import java.util.Optional;

/** What people write in the belief that it is JSON, and what to write instead. */
final class CommonSlip {

    private CommonSlip() {}

    static Optional<String> ofCharacter(char c) {
        return switch (c) {
            case '/', '#' -> Optional.of("JSON has no comments: remove it");
            case '\'' -> Optional.of("single quotes are no JSON: use double quotes");
            case '\u201c', '\u201d', '\u2018', '\u2019' ->
                Optional.of("typographic quotes are no JSON: use plain double quotes");
            default -> Optional.empty();
        };
    }

    /** Of a word that stands where a value should, and is none. */
    static Optional<String> ofWord(String word) {
        if (word.matches("[+-]?(?:NaN|Infinity|nan|inf)")) {
            return Optional.of(word + " is no JSON: a number needs digits");
        }
        if (word.matches("(?i:true|false|null)|None|nil|undefined|yes|no")) {
            return Optional.of(word + " is no JSON: write true, false or null");
        }
        if (word.matches("[+.-]?[0-9].*")) {
            return Optional.of("this is no JSON number: it has the form 12, -3 or 0.5, without + and leading zeros;"
                    + " anything else belongs in double quotes");
        }
        return Optional.empty();
    }
}
