package io.qanat.client.internal.accumulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.BootstrapServers;
import io.qanat.client.producer.Callback;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.record.ChunkPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/// A partitioner of the application's own, for records whose topic's partitions are not known.
class ForeignPartitionerTest {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final List<Integer> asked = new ArrayList<>();
    private final Accumulator accumulator =
            new Accumulator(
                    ProducerConfig.builder(BootstrapServers.parse("a:1"))
                            .batchBytesMax(1024)
                            .bufferBytes(BUFFER_BYTES)
                            .partitioner((key, value, partitions) -> {
                                int number = value == null ? -1 : value[0];
                                asked.add(number);
                                if (number == 66) {
                                    throw new IllegalStateException("no region");
                                }
                                return number % partitions.count();
                            })
                            .build(),
                    ChunkPool.checked(1024, 64),
                    () -> 0,
                    () -> {},
                    new Random(3));
    private final TopicBuffer topic = accumulator.topic("t");

    @Test
    void isNotAskedByTheLoop() {
        // Given
        append(5);

        // When
        topic.know(3, new int[] {0, 1, 2});
        List<Misplaced> misplaced = topic.place();

        // Then
        assertThat(asked).isEmpty();
        assertThat(misplaced).isEmpty();
        assertThat(topic.waitingRoom().isEmpty()).isFalse();
    }

    @Test
    void isAskedForEachRecordOnce() {
        // Given
        append(5);
        append(6);
        topic.know(3, new int[] {0, 1, 2});

        // When
        topic.waitingRoom().route(topic.waitingRoom().takeUnrouted());
        topic.place();

        // Then
        assertThat(asked).containsExactly(5, 6);
        assertThat(topic.isPlaced()).isTrue();
        assertThat(partitions()).containsExactly(2, 0);
    }

    @Test
    void isNotAskedForMoreWhileItIsAsked() {
        // Given
        append(5);
        topic.know(3, new int[] {0, 1, 2});
        List<Unplaced> first = topic.waitingRoom().takeUnrouted();

        // When
        List<Unplaced> second = topic.waitingRoom().takeUnrouted();

        // Then
        assertThat(first).hasSize(1);
        assertThat(second).isEmpty();
    }

    @Test
    void isAskedByTheCallerOnceThePartitionsAreKnown() {
        // Given
        append(5);
        topic.know(3, new int[] {0, 1, 2});
        List<Unplaced> unrouted = topic.waitingRoom().takeUnrouted();

        // When
        append(7);

        // Then
        assertThat(asked).containsExactly(7);
        topic.waitingRoom().route(unrouted);
        topic.place();
        assertThat(partitions()).containsExactly(2, 1);
    }

    @Test
    void failsForItsRecordAlone() {
        // Given
        append(5);
        append(66);
        append(7);
        topic.know(3, new int[] {0, 1, 2});

        // When
        topic.waitingRoom().route(topic.waitingRoom().takeUnrouted());
        List<Misplaced> misplaced = topic.place();

        // Then
        assertThat(misplaced)
                .singleElement()
                .extracting(Misplaced::failure)
                .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                .hasMessageContaining("no region");
        assertThat(partitions()).containsExactly(2, 1);
        assertThat(accumulator.budget().freeBytes()).isEqualTo(BUFFER_BYTES);
    }

    @Test
    void mayBeAskedForARecordWhoseTimeIsOver() {
        // Given
        append(5);
        topic.know(3, new int[] {0, 1, 2});
        List<Unplaced> unrouted = topic.waitingRoom().takeUnrouted();
        topic.waitingRoom().takeAll();

        // When
        topic.waitingRoom().route(unrouted);

        // Then
        assertThat(topic.place()).isEmpty();
        assertThat(topic.isPlaced()).isTrue();
    }

    private void append(int number) {
        var record =
                new EncodedRecord(0, null, new byte[] {(byte) number}, List.of(), Callback.NONE);
        assertThat(topic.append(record, TopicBuffer.ANY)).matches(Admission::isAdmitted);
    }

    private List<Integer> partitions() {
        var partitions = new ArrayList<Integer>();
        for (Batch batch = accumulator.nextOpened();
                batch != null;
                batch = accumulator.nextOpened()) {
            partitions.add(batch.home().partition());
            batch.home().close(batch);
            batch.free();
        }
        return partitions;
    }
}
