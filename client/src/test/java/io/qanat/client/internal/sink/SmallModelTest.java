package io.qanat.client.internal.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.internal.sink.SmallModel.Event;
import io.qanat.client.internal.sink.SmallModel.Schedule;
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
class SmallModelTest {
    private static final int EVENTS = 2;

    @ParameterizedTest
    @CsvSource({
        "1, 1", "2, 1", "3, 1", "4, 1", "5, 1", "1, 2", "2, 2", "3, 2", "4, 2", "5, 2", "1, 3",
        "2, 3", "3, 3", "4, 3", "5, 3"
    })
    void keepsItsPromisesWhateverBefallsTheFirstRequests(int window, int partitions) {
        for (List<Event> events : sequences(EVENTS)) {
            for (boolean latestFirst : List.of(false, true)) {
                // Given
                var schedule = new Schedule(window, partitions, latestFirst, events);
                // When
                SmallModel end = new SmallModel(schedule).run();
                // Then
                for (int partition = 0; partition < partitions; partition++) {
                    assertThatLogIsInOrder(schedule, end, partition);
                    assertThatOutcomesAreTrue(schedule, end, partition);
                }
                assertThat(end.chunksInUse()).as("%s", schedule).isZero();
            }
        }
    }

    private static List<List<Event>> sequences(int length) {
        List<List<Event>> sequences = List.of(List.of());
        for (int i = 0; i < length; i++) {
            var longer = new ArrayList<List<Event>>();
            for (List<Event> sequence : sequences) {
                for (Event event : Event.values()) {
                    var next = new ArrayList<>(sequence);
                    next.add(event);
                    longer.add(next);
                }
            }
            sequences = longer;
        }
        return sequences;
    }

    /// Nothing twice, nothing before what was sent earlier, nothing of another partition.
    private static void assertThatLogIsInOrder(Schedule schedule, SmallModel end, int partition) {
        var expected = new ArrayList<String>();
        for (int number = 0; number < end.recordCount(); number++) {
            expected.add(SmallModel.value(partition, number));
        }
        expected.retainAll(end.stored(partition));
        assertThat(end.stored(partition)).as("%s", schedule).isEqualTo(expected);
    }

    private static void assertThatOutcomesAreTrue(
            Schedule schedule, SmallModel end, int partition) {
        for (int number = 0; number < end.recordCount(); number++) {
            List<Outcome> outcomes = end.outcomes(partition, number);
            assertThat(outcomes).as("%s", schedule).hasSize(1);
            int offset = end.log(partition).indexOf(SmallModel.value(partition, number));
            switch (outcomes.getFirst()) {
                case Delivered delivered ->
                        assertThat(delivered.offset()).as("%s", schedule).isEqualTo(offset);
                case NotPersisted refused ->
                        throw new AssertionError(schedule + " could have been retried: " + refused);
                case PossiblyPersisted open ->
                        assertThat(schedule.events())
                                .as("%s", open)
                                .anyMatch(event -> event.isAmbiguous)
                                .anyMatch(Event::isOfSequence);
            }
        }
    }
}
