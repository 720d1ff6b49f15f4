package io.qanat.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogModelTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void logIsWhatTheModelSays(int run) {
        Seed.run("model run " + run, LogModelTest::runOnce);
    }

    private static void runOnce(Random random) {
        try {
            new RandomRun(random).run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
