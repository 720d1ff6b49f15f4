package io.qanat.bench.log;

import io.qanat.log.Appended;
import io.qanat.log.DataFolder;
import io.qanat.log.Durability;
import io.qanat.log.Log;
import io.qanat.log.LogConfig;
import io.qanat.log.TopicPartition;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// The log as it ships.
final class LogSubject implements Subject {
    private final DataFolder folder;
    private final Log log;

    private LogSubject(DataFolder folder, Log log) {
        this.folder = folder;
        this.log = log;
    }

    static Subject open(Path path) {
        DataFolder folder = DataFolder.open(path);
        Log log =
                Log.open(
                        folder,
                        LogConfig.DEFAULT,
                        System::nanoTime,
                        task -> new Thread(task, "bench-log"));
        return new LogSubject(folder, log);
    }

    @Override
    public CompletableFuture<Void> create(TopicPartition partition, UUID topicId) {
        return log.create(partition, topicId);
    }

    @Override
    public CompletableFuture<Appended> append(TopicPartition partition, ByteBuffer batches) {
        return log.append(partition, batches, Durability.SYNCED);
    }

    @Override
    public void close() {
        log.close();
        folder.close();
    }
}
