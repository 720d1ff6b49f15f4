package io.qanat.broker.config;

import java.util.List;
import java.util.Optional;

/// What a configuration value must be like. Immutable.
public interface ValueRule {
    /// Anything goes.
    ValueRule ANYTHING = value -> Optional.empty();

    /// `true` or `false`.
    ValueRule BOOLEAN = oneOf("true", "false");

    /// What is wrong with a value, as the end of a sentence that begins with it.
    Optional<String> problem(String value);

    /// A whole number within bounds.
    static ValueRule whole(long min, long max) {
        return value -> {
            try {
                long number = Long.parseLong(value.strip());
                return complaint(
                        number >= min && number <= max, "is not from " + min + " to " + max);
            } catch (NumberFormatException notANumber) {
                return Optional.of("is not a whole number");
            }
        };
    }

    /// A decimal fraction within bounds.
    static ValueRule fraction(double min, double max) {
        return value -> {
            try {
                double number = Double.parseDouble(value.strip());
                return complaint(
                        number >= min && number <= max, "is not from " + min + " to " + max);
            } catch (NumberFormatException notANumber) {
                return Optional.of("is not a number");
            }
        };
    }

    /// One of some words.
    static ValueRule oneOf(String... words) {
        var allowed = List.of(words);
        return value -> complaint(allowed.contains(value.strip()), "is none of " + allowed);
    }

    /// Any of some words, with commas between them.
    static ValueRule anyOf(String... words) {
        var allowed = List.of(words);
        return value -> {
            for (String word : value.split(",", -1)) {
                if (!allowed.contains(word.strip())) {
                    return Optional.of("has a word that is none of " + allowed);
                }
            }
            return Optional.empty();
        };
    }

    private static Optional<String> complaint(boolean holds, String complaint) {
        return holds ? Optional.empty() : Optional.of(complaint);
    }
}
