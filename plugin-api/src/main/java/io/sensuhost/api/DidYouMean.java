package io.sensuhost.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that was meant. */
@Stable
public final class DidYouMean {

    private DidYouMean() {}

    /**
     * The known word that is closest to what was written, if one is close enough to have been meant.
     *
     * @param written what was written
     * @param known the words that would have been right
     * @return the closest one, within a third of its length
     */
    public static Optional<String> of(String written, Collection<String> known) {
        return known.stream()
                .filter(word -> Math.abs(written.length() - word.length()) <= mostApart(word))
                .filter(word -> distance(written, word) <= mostApart(word))
                .min(Comparator.comparingInt(word -> distance(written, word)));
    }

    private static int mostApart(String word) {
        return Math.max(1, word.length() / 3);
    }

    /**
     * How many letters must be added, dropped or changed to make one word of another.
     *
     * @param one a word
     * @param other another
     * @return zero when they are equal
     */
    public static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
