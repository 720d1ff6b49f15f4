package io.qanat.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.sim.mishap.Mishap;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void soundSeedsAreSound() throws Exception {
        assertThat(isSound(200, plan -> result(plan, 7, 100))).isTrue();
        assertThat(text()).contains("replayed 2 seeds, different 0");
    }

    @Test
    void replayThatDiffersIsNotSound() throws Exception {
        // Given
        var runs = new AtomicLong();

        // When
        boolean isSound = isSound(1, plan -> result(plan, runs.incrementAndGet(), 100));

        // Then
        assertThat(isSound).isFalse();
        assertThat(text()).contains("replayed 1 seeds, different 1: [1]");
    }

    @Test
    void troubleThatHardlyStruckIsNotSound() throws Exception {
        assertThat(isSound(Report.MANY_SEEDS, plan -> result(plan, 7, 1))).isTrue();
        assertThat(isSound(Report.MANY_SEEDS, plan -> result(plan, 7, 0))).isFalse();
        assertThat(text()).contains("TOO RARE");
    }

    private boolean isSound(long seeds, Function<Plan, Result> runner) throws Exception {
        var batch = new SeedBatch(1, seeds, 0, runner);
        batch.run(1);
        var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        var arguments = Arguments.of(new String[] {"--seeds", String.valueOf(seeds)});
        return new Report(out, runner, Path.of("unused")).summary(arguments, batch, 1);
    }

    private static Result result(Plan plan, long trace, long times) {
        Map<Mishap, Long> mishaps = new EnumMap<>(Mishap.class);
        for (Mishap each : Mishap.values()) {
            mishaps.put(each, times);
        }
        return new Result(
                plan, new Result.Marks(trace, 1, 1), new Counts(), mishaps, null, List.of());
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
