package io.qanat.sim.explore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Points at which a long search once found the log wrong.
class FoundPointsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                // A deleted partition's files were gone before its old name was.
                "roll-checkpoint-restart:EIO_FOR_EVER:197:-:11",
                "roll-checkpoint-restart:EIO_FOR_EVER:197:-:16",
                // The sync of a cut failed, and later a power cut gave back what had been cut.
                "one-partition:EIO_ONCE:45:25:17",
                "one-partition:EIO_ONCE:45:26:17",
                "one-partition:EIO_ONCE:45:27:17",
                // The epoch of a new partition's torn batch was taken from what was left of it.
                "roll-checkpoint-restart:POWER_LOSS:463:-:8",
                "roll-checkpoint-restart:NO_SPACE:458:65:18",
            })
    void pointIsOutlived(String point) {
        // When
        Table table = CrashPoints.replay(Point.parse(point));
        // Then
        assertThat(table.violations()).isEmpty();
        assertThat(table.lines()).allMatch(line -> line.fired() > 0);
    }
}
