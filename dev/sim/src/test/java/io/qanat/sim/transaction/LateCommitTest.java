package io.qanat.sim.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.protocol.ApiKey;
import io.qanat.sim.transaction.Script.Deed;
import io.qanat.sim.transaction.Script.Step;
import io.qanat.sim.transaction.Script.Step.Pause;
import io.qanat.sim.transaction.Script.Step.Send;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The schedule of KAFKA-17754: a commit without an answer is sent again and succeeds; the first
/// one arrives in the middle of the next transaction.
class LateCommitTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long LATE = 3 * SECOND;

    private static final Script SCRIPT =
            new Script(
                    List.of(
                            deed(List.of(new Send(0), new Send(1)), true),
                            deed(List.of(new Send(0), new Pause(2 * LATE), new Send(0)), true),
                            deed(List.of(new Send(1), new Pause(LATE), new Send(1)), false)));

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLateCommitDoesNotTouchTheNextTransaction(boolean isSecondVersion) {
        // Given
        var stage = new Stage(17_754, isSecondVersion, Habit.HONEST);
        stage.lateOnce(ApiKey.END_TXN, LATE);

        // When
        stage.run(SCRIPT, false);

        // Then
        assertThat(stage.violations()).isEmpty();
        assertThat(stage.ledger().entries())
                .extracting(Ledger.Entry::fate)
                .containsExactly(
                        Ledger.Fate.COMMITTED, Ledger.Fate.COMMITTED, Ledger.Fate.NOT_COMMITTED);
    }

    @Test
    void withoutAnotherEpochTheNextTransactionOfTheFirstVersionIsTorn() {
        // Given
        var stage = new Stage(17_754, false, Habit.KEEPS_ITS_EPOCH);
        stage.lateOnce(ApiKey.END_TXN, LATE);

        // When
        stage.run(SCRIPT, false);

        // Then
        assertThat(stage.violations()).anyMatch(violation -> violation.startsWith("torn"));
    }

    private static Deed deed(List<Step> steps, boolean commits) {
        return new Deed(steps, commits, 60 * SECOND);
    }
}
