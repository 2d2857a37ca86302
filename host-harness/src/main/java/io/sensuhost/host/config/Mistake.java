package io.sensuhost.host.config;

import java.util.OptionalInt;

/**
 * The first place at which a text stops being JSON.
 *
 * @param offset where it shows, counted in characters
 * @param message what is wrong and what would be right
 * @param mend where the text has to be changed, if that is another place
 */
record Mistake(int offset, String message, OptionalInt mend) {

    Mistake(int offset, String message) {
        this(offset, message, OptionalInt.empty());
    }
}
