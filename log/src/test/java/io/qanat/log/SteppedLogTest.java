package io.qanat.log;

import static io.qanat.log.TestLog.ORDERS;
import static io.qanat.log.TestLog.ORDERS_ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.log.disk.MemoryDisk;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SteppedLogTest {
    private static final Path ROOT = Path.of("/data");

    private final FaultyDisk disk = new FaultyDisk(new MemoryDisk());

    @Test
    void doesNothingUntilItIsStepped() {
        try (DataFolder folder = DataFolder.open(ROOT, disk);
                SteppedLog stepped = SteppedLog.open(folder, LogConfig.DEFAULT, () -> 0)) {
            // Given
            CompletableFuture<Void> created = stepped.log().create(ORDERS, ORDERS_ID);
            assertThat(stepped.step()).isTrue();
            assertThat(created).isCompleted();
            CompletableFuture<Appended> first = append(stepped);
            CompletableFuture<Appended> second = append(stepped);
            // When
            boolean doneBefore = first.isDone();
            boolean worked = stepped.step();
            // Then
            assertThat(doneBefore).isFalse();
            assertThat(worked).isTrue();
            assertThat(first.join().baseOffset()).isZero();
            assertThat(second.join().baseOffset()).isEqualTo(1);
        }
    }

    @Test
    void hasNothingToDoWhenNothingWaits() {
        try (DataFolder folder = DataFolder.open(ROOT, disk);
                SteppedLog stepped = SteppedLog.open(folder, LogConfig.DEFAULT, () -> 0)) {
            assertThat(stepped.step()).isFalse();
        }
    }

    private static CompletableFuture<Appended> append(SteppedLog stepped) {
        return stepped.log().append(ORDERS, Batches.batch(1, 10, 1, 1), Durability.SYNCED);
    }
}
