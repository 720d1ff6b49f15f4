package io.qanat.log;

import java.util.Random;
import java.util.function.Consumer;

/// The seed of a random test: a fresh one, or that of `-Dqanat.seed=…`. A failure says which it
/// was.
final class Seed {
    private static final long VALUE = Long.getLong("qanat.seed", new Random().nextLong());

    private Seed() {}

    /// Runs `test` with numbers that depend on the seed and on `purpose` only.
    static void run(String purpose, Consumer<Random> test) {
        try {
            test.accept(new Random(VALUE ^ purpose.hashCode()));
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(purpose + ": rerun with -Dqanat.seed=" + VALUE, e);
        }
    }
}
