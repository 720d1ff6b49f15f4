package io.qanat.record;

import java.security.SecureRandom;

/// Where random tests begin: anew each time, or where `-Dqanat.seed=` says.
final class Seed {
    private static final String PROPERTY = "qanat.seed";

    private Seed() {}

    /// A seed, printed with how to run from it again.
    static long chosen(Class<?> test) {
        Long given = Long.getLong(PROPERTY);
        long seed = given == null ? new SecureRandom().nextLong() : given;
        System.out.printf("%s: -D%s=%d%n", test.getSimpleName(), PROPERTY, seed);
        return seed;
    }
}
