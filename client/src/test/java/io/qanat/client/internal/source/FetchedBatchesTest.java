package io.qanat.client.internal.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.TopicPartition;
import io.qanat.client.internal.scripted.ScriptedBatches;
import io.qanat.record.CorruptRecordException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class FetchedBatchesTest {
    private static final FetchedFor FROM_0 = new FetchedFor(new TopicPartition("t", 0), 1, 0);
    private static final ByteBuffer FIRST = ScriptedBatches.batch(0, "a", "b");
    private static final ByteBuffer SECOND = ScriptedBatches.batch(2, "c");

    @Test
    void goesOnBehindTheLastBatch() {
        // When
        FetchedBatches fetched =
                FetchedBatches.of(FROM_0, 9, ScriptedBatches.joined(FIRST, SECOND));

        // Then
        assertThat(fetched.nextOffset()).isEqualTo(3);
        assertThat(fetched.highWatermark()).isEqualTo(9);
        assertThat(fetched.sizeInBytes()).isEqualTo(FIRST.remaining() + SECOND.remaining());
    }

    @Test
    void leavesABatchThatWasCutOff() {
        // Given
        ByteBuffer whole = ScriptedBatches.joined(FIRST, SECOND);
        for (int cut = 1; cut < SECOND.remaining(); cut++) {
            // When
            FetchedBatches fetched =
                    FetchedBatches.of(FROM_0, 9, whole.slice(0, whole.remaining() - cut));

            // Then
            assertThat(fetched.nextOffset()).as("cut by %d", cut).isEqualTo(2);
            assertThat(fetched.sizeInBytes()).isEqualTo(FIRST.remaining());
        }
    }

    @Test
    void refusesAnAnswerWithoutAWholeBatch() {
        assertThatThrownBy(
                        () -> FetchedBatches.of(FROM_0, 9, FIRST.slice(0, FIRST.remaining() - 1)))
                .isInstanceOf(CorruptRecordException.class);
    }

    @Test
    void refusesBatchesThatLieBeforeTheOffset() {
        // Given
        var from5 = new FetchedFor(new TopicPartition("t", 0), 1, 5);

        // When // Then
        assertThatThrownBy(() -> FetchedBatches.of(from5, 9, FIRST))
                .isInstanceOf(CorruptRecordException.class)
                .hasMessageContaining("offset 5");
    }

    @Test
    void refusesABatchOfNegativeLength() {
        // Given
        ByteBuffer bad = ScriptedBatches.joined(FIRST).putInt(8, -5);

        // When // Then
        assertThatThrownBy(() -> FetchedBatches.of(FROM_0, 9, bad))
                .isInstanceOf(CorruptRecordException.class);
    }
}
