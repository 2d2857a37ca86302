package io.sensuhost.host.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what someone probably meant. */
final class Spelling {

    private Spelling() {}

    /** The known word that the fewest changes of a letter lead to, two swapped letters being one; case does not count. */
    static Optional<String> closest(String word, Collection<String> known, int maxChanges) {
        return known.stream()
                .filter(candidate -> Math.abs(candidate.length() - word.length()) <= maxChanges)
                .filter(candidate -> changes(word, candidate) <= maxChanges)
                .min(Comparator.<String>comparingInt(candidate -> changes(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int changes(String from, String to) {
        int[][] changes = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                changes[i][j] = i == 0 || j == 0
                        ? i + j
                        : Math.min(
                                changes[i - 1][j - 1] + (same(from, i, to, j) ? 0 : 1),
                                1 + Math.min(changes[i - 1][j], changes[i][j - 1]));
                if (i > 1 && j > 1 && same(from, i, to, j - 1) && same(from, i - 1, to, j)) {
                    changes[i][j] = Math.min(changes[i][j], changes[i - 2][j - 2] + 1);
                }
            }
        }
        return changes[from.length()][to.length()];
    }

    private static boolean same(String from, int i, String to, int j) {
        return Character.toLowerCase(from.charAt(i - 1)) == Character.toLowerCase(to.charAt(j - 1));
    }
}
