package io.qanat.client.internal.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// How far words are from each other: what a mistyped key may have meant.
final class Spelling {
    /// A third of the letters may be wrong.
    private static final int LETTERS_PER_SLIP = 3;

    private Spelling() {}

    /// The word that is nearest to `word`, unless all are far from it.
    static Optional<String> nearest(String word, Collection<String> words) {
        return words.stream()
                .min(Comparator.comparingInt(other -> distance(word, other)))
                .filter(other -> distance(word, other) <= word.length() / LETTERS_PER_SLIP);
    }

    /// Letters to insert, delete or replace to get from one word to the other.
    private static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return previous[to.length()];
    }
}
