package io.qanat.client.internal.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.CancelledException;
import io.qanat.client.DeadlineException;
import io.qanat.client.internal.sink.SmallModel.Event;
import io.qanat.client.internal.sink.SmallModel.World;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Outcome.Delivered;
import io.qanat.client.producer.Outcome.NotPersisted;
import io.qanat.client.producer.Outcome.PossiblyPersisted;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every schedule of a small world: no record is lost, stored twice, out of order or in another
/// partition, and every outcome is of the right class.
///
/// Decided on is what befalls the first two requests, or three where there is one partition, and
/// whose comes first where both brokers have one; every way is gone.
class SmallModelTest {
    @ParameterizedTest(name = "window {0}, {1} partitions, {2} decisions, at least {3} schedules")
    @CsvSource({
        "1, 1, 3, 1211", "2, 1, 3, 1431", "3, 1, 2, 133", "4, 1, 2, 133", "5, 1, 3, 1464",
        "1, 2, 4, 2000", "2, 2, 4, 1300", "3, 2, 4, 1300", "4, 2, 4, 1300", "5, 2, 4, 1300",
        "1, 3, 4, 1600", "2, 3, 4, 1100", "3, 3, 4, 1100", "4, 3, 4, 1100", "5, 3, 4, 1100"
    })
    void keepsItsPromisesWhateverBefallsTheFirstRequests(
            int window, int partitions, int decisionCount, int schedulesMin) {
        // Given
        var world = new World(window, partitions);
        var decisions = new Decisions(decisionCount);
        int schedules = 0;
        do {
            // When
            SmallModel end = new SmallModel(world, decisions).run();
            // Then
            for (int partition = 0; partition < partitions; partition++) {
                assertThatLogIsInOrder(world, end, partition);
                for (int number = 0; number < world.recordCount(); number++) {
                    assertThatOutcomeIsTrue(end, partition, number);
                }
            }
            assertThat(end.chunksInUse()).as("%s", end).isZero();
            schedules++;
        } while (decisions.next());
        assertThat(schedules).isGreaterThanOrEqualTo(schedulesMin);
    }

    /// Nothing twice, nothing before what was sent earlier, nothing of another partition.
    private static void assertThatLogIsInOrder(World world, SmallModel end, int partition) {
        var expected = new ArrayList<String>();
        for (int number = 0; number < world.recordCount(); number++) {
            expected.add(SmallModel.value(partition, number));
        }
        expected.retainAll(end.stored(partition));
        assertThat(end.stored(partition)).as("%s", end).isEqualTo(expected);
    }

    private static void assertThatOutcomeIsTrue(SmallModel end, int partition, int number) {
        List<Outcome> outcomes = end.outcomes(partition, number);
        assertThat(outcomes).as("%s", end).hasSize(1);
        int offset = end.log(partition).indexOf(SmallModel.value(partition, number));
        boolean isCancelled = end.isCancelled(partition, number);
        switch (outcomes.getFirst()) {
            case Delivered delivered -> {
                assertThat(delivered.offset()).as("%s", end).isEqualTo(offset);
                assertThat(isCancelled).as("%s", end).isFalse();
            }
            case NotPersisted refused -> {
                assertThat(offset).as("%s: %s", end, refused).isNegative();
                if (isCancelled) {
                    assertThat(refused.cause()).isInstanceOf(CancelledException.class);
                } else {
                    assertThat(refused.cause()).as("%s", end).isInstanceOf(DeadlineException.class);
                    assertThat(end.events()).as("%s", end).contains(Event.OVERDUE);
                }
            }
            case PossiblyPersisted open -> {
                assertThat(isCancelled).as("%s", end).isFalse();
                assertThat(end.events())
                        .as("%s: %s", end, open)
                        .anyMatch(Event::isAmbiguous)
                        .anyMatch(Event::endsDoubt);
            }
        }
    }
}
