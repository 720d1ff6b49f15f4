package io.qanat.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// The word that a mistyped word was probably meant to be.
final class Suggestion {
    private Suggestion() {}

    /// The nearest candidate, when it is near: at most one slip per three letters.
    static Optional<String> nearest(String word, Collection<String> candidates) {
        int slipsMax = Math.max(1, word.length() / 3);
        return candidates.stream()
                .filter(candidate -> slips(word, candidate) <= slipsMax)
                .min(
                        Comparator.comparingInt((String candidate) -> slips(word, candidate))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /// How many letters were added, left out, exchanged or swapped with their neighbour (optimal
    /// string alignment).
    static int slips(String from, String to) {
        var beforeLast = new int[to.length() + 1];
        var last = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            var row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                boolean same = from.charAt(i - 1) == to.charAt(j - 1);
                row[j] = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + (same ? 0 : 1));
                if (isSwap(from, i, to, j)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[to.length()];
    }

    private static boolean isSwap(String from, int i, String to, int j) {
        return i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
    }
}
