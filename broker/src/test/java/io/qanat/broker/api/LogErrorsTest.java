package io.qanat.broker.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.qanat.log.DataFolder;
import io.qanat.log.Durability;
import io.qanat.log.LogConfig;
import io.qanat.log.LogException;
import io.qanat.log.SteppedLog;
import io.qanat.log.TopicPartition;
import io.qanat.log.disk.MemoryDisk;
import io.qanat.protocol.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/// Failures of a real log; those of a disk are met over the wire.
class LogErrorsTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    @Test
    void appendToAClosedLogCanBeRetriedElsewhere() {
        // Given
        SteppedLog stepped = stepped();
        stepped.close();
        // When
        LogException failure = failure(stepped.log().append(ORDERS, batch(), Durability.SYNCED));
        // Then
        assertThat(LogErrors.code(failure)).isEqualTo(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    }

    @Test
    void partitionThatIsGoneIsUnknown() {
        try (SteppedLog stepped = stepped()) {
            // When
            var append = stepped.log().append(ORDERS, batch(), Durability.SYNCED);
            stepped.step();
            // Then
            assertThat(LogErrors.code(failure(append)))
                    .isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        }
    }

    @Test
    void offsetBeyondTheEndIsOutOfRange() {
        try (SteppedLog stepped = stepped()) {
            // Given
            var created = stepped.log().create(ORDERS, new UUID(1, 2));
            stepped.step();
            created.join();
            // When
            LogException failure =
                    catchThrowableOfType(
                            LogException.class, () -> stepped.log().read(ORDERS, 1, 100, true));
            // Then
            assertThat(LogErrors.code(failure)).isEqualTo(ErrorCode.OFFSET_OUT_OF_RANGE);
        }
    }

    private static SteppedLog stepped() {
        DataFolder folder = DataFolder.open(Path.of("/data"), new MemoryDisk());
        return SteppedLog.open(folder, LogConfig.DEFAULT, () -> 0);
    }

    private static LogException failure(CompletableFuture<?> future) {
        var failed = catchThrowableOfType(CompletionException.class, future::join);
        return (LogException) requireNonNull(failed.getCause());
    }

    private static ByteBuffer batch() {
        ByteBuffer batch = ByteBuffer.allocate(61);
        return batch.putInt(8, 49).put(16, (byte) 2);
    }
}
