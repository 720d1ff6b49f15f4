package io.qanat.log;

import static io.qanat.log.TestLog.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.log.disk.MemoryDisk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeletionTest {
    private final FaultyDisk disk = new FaultyDisk(new MemoryDisk());
    private final DataFolder folder = DataFolder.open(Path.of("/data"), disk);
    private final SteppedLog stepped = SteppedLog.open(folder, LogConfig.DEFAULT, () -> 0);
    private final Log log = stepped.log();

    @BeforeEach
    void createWithOneBatch() {
        done(log.create(ORDERS, new UUID(1, 2)));
        done(log.append(ORDERS, Batches.batch(1, 139, 1000, 1), Durability.SYNCED));
    }

    @AfterEach
    void close() {
        stepped.close();
        folder.close();
    }

    @Test
    void readerThatComesWhileTheFolderGoesIsToldOfNoPartition() {
        // Given
        List<Exception> told = new ArrayList<>();
        disk.afterRename =
                () -> {
                    try {
                        log.read(ORDERS, 0, 1000, true);
                    } catch (LogException e) {
                        told.add(e);
                    }
                };
        // When
        done(log.delete(ORDERS));
        // Then
        assertThat(told).hasOnlyElementsOfType(UnknownPartitionException.class).isNotEmpty();
    }

    @Test
    void partitionWhoseFolderCannotGoStays() {
        // Given
        disk.failsRenames = true;
        // When
        CompletableFuture<Void> deleted = log.delete(ORDERS);
        stepped.step();
        disk.failsRenames = false;
        // Then
        assertThatThrownBy(deleted::join).hasCauseInstanceOf(StorageException.class);
        assertThat(log.read(ORDERS, 0, 1000, true).batches().hasRemaining()).isTrue();
        done(log.append(ORDERS, Batches.batch(1, 139, 1000, 1), Durability.SYNCED));
        assertThat(log.offsets(ORDERS)).isEqualTo(new PartitionOffsets(0, 2, 2));
    }

    private void done(CompletableFuture<?> asked) {
        stepped.step();
        asked.join();
    }
}
