package io.qanat.client.internal.accumulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.BootstrapServers;
import io.qanat.client.producer.Callback;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.record.ChunkPool;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchTest {
    private final ChunkPool pool = ChunkPool.checked(1024, 4);
    private final Accumulator accumulator =
            new Accumulator(
                    ProducerConfig.builder(BootstrapServers.parse("a:1")).build(),
                    pool,
                    () -> 0,
                    () -> {},
                    new Random(1));
    private final Batch batch = batch();

    @Test
    void keepsItsMemoryWhileTheSocketWrites() {
        // Given
        batch.build();
        batch.sent();

        // When // Then
        assertThatThrownBy(batch::free).isInstanceOf(IllegalStateException.class);
        assertThat(pool.inUse()).isEqualTo(1);
    }

    @Test
    void keepsItsMemoryWhileAnAnswerIsAwaited() {
        // Given
        batch.build();
        batch.sent();
        batch.written();

        // When // Then
        assertThatThrownBy(batch::free).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void givesItsMemoryBackWhenNoRequestRefersToIt() {
        // Given
        batch.build();
        batch.sent();
        batch.written();
        batch.resolved();

        // When
        batch.free();

        // Then
        assertThat(pool.inUse()).isZero();
        assertThat(accumulator.budget().freeBytes()).isEqualTo(accumulator.budget().totalBytes());
    }

    @Test
    void givesItsMemoryBackWhenItsConnectionIsClosed() {
        // Given
        batch.build();
        batch.sent();
        batch.resolved();

        // When
        batch.free();

        // Then
        assertThat(pool.inUse()).isZero();
    }

    @Test
    void canBeSentAgain() {
        // Given
        batch.build();
        batch.sent();
        batch.written();
        batch.resolved();

        // When
        batch.sent();

        // Then
        assertThat(batch.isOut()).isTrue();
    }

    @Test
    void isNeverFreedTwice() {
        // Given
        batch.free();

        // When // Then
        assertThatThrownBy(batch::free).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(batch::sent).isInstanceOf(IllegalStateException.class);
    }

    private Batch batch() {
        TopicBuffer topic = accumulator.topic("t");
        topic.know(1, new int[] {0});
        topic.place();
        topic.append(new EncodedRecord(0, null, new byte[10], List.of(), Callback.NONE), 0);
        return Objects.requireNonNull(accumulator.nextOpened());
    }
}
