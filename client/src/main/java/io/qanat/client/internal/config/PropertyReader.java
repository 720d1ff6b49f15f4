package io.qanat.client.internal.config;

import io.qanat.client.ConfigException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Properties on their way into a typed config: each key is taken once, and every problem is kept
/// until the end, so that they are reported together. Confined to one thread.
public final class PropertyReader {
    private final Map<String, String> unread = new TreeMap<>();
    private final TreeSet<String> known = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    /// Reads from `properties`, whose values may be strings or anything that prints as one.
    public PropertyReader(Map<String, ?> properties) {
        properties.forEach((key, value) -> unread.put(key, String.valueOf(value).strip()));
    }

    /// Whether `key` has a value that was not read yet.
    public boolean has(String key) {
        return unread.containsKey(key);
    }

    /// Gives the value of `key`, if there is one, to `setter`; what either throws becomes a
    /// problem.
    public <T> void read(String key, Function<String, T> parser, Consumer<T> setter) {
        known.add(key);
        String value = unread.remove(key);
        if (value == null) {
            return;
        }
        try {
            setter.accept(parser.apply(value));
        } catch (NumberFormatException e) {
            problems.add(key + ": '" + value + "' is not a whole number in range");
        } catch (IllegalArgumentException e) {
            problems.add(key + ": " + e.getMessage());
        }
    }

    /// Reads a whole number.
    public void readInt(String key, Consumer<Integer> setter) {
        read(key, Integer::valueOf, setter);
    }

    /// Reads a whole number.
    public void readLong(String key, Consumer<Long> setter) {
        read(key, Long::valueOf, setter);
    }

    /// Reads a number of milliseconds.
    public void readMillis(String key, Consumer<Duration> setter) {
        read(key, text -> Duration.ofMillis(Long.parseLong(text)), setter);
    }

    /// Makes any value of `key` a problem, for the reason given.
    public void refuse(String key, String reason) {
        refuseUnless(key, value -> false, reason);
    }

    /// Makes a value of `key` a problem unless it is one that changes nothing.
    public void refuseUnless(String key, Function<String, Boolean> isHarmless, String reason) {
        known.add(key);
        String value = unread.remove(key);
        if (value != null && !isHarmless.apply(value)) {
            problems.add(key + "=" + value + ": " + reason);
        }
    }

    /// Adds a problem that only the caller sees.
    public void problem(String text) {
        problems.add(text);
    }

    /// The result of `build`, or empty when it refuses: its problems are noted then.
    public <T> Optional<T> built(Supplier<T> build) {
        try {
            return Optional.of(build.get());
        } catch (ConfigException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    /// Ends the reading with the result of `build`. What was not read is unknown.
    ///
    /// @throws ConfigException with all problems, if there are any
    public <T> T finish(Supplier<T> build) {
        Optional<T> result = built(build);
        for (String key : unread.keySet()) {
            problems.add(
                    "unknown property "
                            + key
                            + Spelling.nearest(key, known)
                                    .map(near -> "; did you mean " + near + "?")
                                    .orElse(""));
        }
        if (result.isEmpty() || !problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return result.get();
    }
}
