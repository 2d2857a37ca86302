package io.sensuhost.api;

import java.util.Objects;

/**
 * A word that others rely on, and what it means: a result's code, a metric's name. Reference documentation is made of
 * these.
 *
 * @param name the word, in snake_case
 * @param meaning a sentence or two: what it says and, if something is to be done, what
 */
@Stable
public record Term(String name, String meaning) {

    public Term {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(meaning, "meaning");
    }
}
