package io.qanat.sim.run;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the command line asks for. Immutable.
///
/// @param plan a file with the one plan to be carried out
record Arguments(
        long seed,
        long seeds,
        int operations,
        Optional<Path> plan,
        boolean isTraced,
        boolean isShrunk,
        boolean isOfTransactions) {
    static Arguments of(String[] words) {
        Map<String, Long> numbers = new TreeMap<>();
        numbers.put("--seed", 1L);
        numbers.put("--seeds", 1L);
        numbers.put("--operations", 1_000L);
        Optional<Path> plan = Optional.empty();
        boolean isTraced = false;
        boolean isShrunk = true;
        boolean isOfTransactions = false;
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals("--trace")) {
                isTraced = true;
            } else if (words[i].equals("--no-shrink")) {
                isShrunk = false;
            } else if (words[i].equals("--transactions")) {
                isOfTransactions = true;
            } else if (words[i].equals("--plan") && i + 1 < words.length) {
                plan = Optional.of(Path.of(words[++i]));
            } else if (numbers.containsKey(words[i]) && i + 1 < words.length) {
                numbers.put(words[i], Long.parseLong(words[++i]));
            } else {
                throw new IllegalArgumentException("unknown or unfinished: " + words[i]);
            }
        }
        return new Arguments(
                numbers.get("--seed"),
                numbers.get("--seeds"),
                Math.toIntExact(numbers.get("--operations")),
                plan,
                isTraced,
                isShrunk,
                isOfTransactions);
    }
}
