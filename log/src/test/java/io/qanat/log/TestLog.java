package io.qanat.log;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.FileDisk;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.UUID;

/// A log in a folder, open with its hold on the folder, for one test.
record TestLog(DataFolder folder, Log log) implements AutoCloseable {
    static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    static final UUID ORDERS_ID = new UUID(7, 8);

    static TestLog open(Path path, LogConfig config) {
        return open(path, config, new FileDisk());
    }

    static TestLog open(Path path, LogConfig config, Disk disk) {
        DataFolder folder = DataFolder.open(path, disk);
        return new TestLog(
                folder,
                Log.open(folder, config, System::nanoTime, task -> new Thread(task, "log-writer")));
    }

    TestLog withOrders() {
        log.create(ORDERS, ORDERS_ID).join();
        return this;
    }

    Appended append(ByteBuffer batches) {
        return log.append(ORDERS, batches, Durability.SYNCED).join();
    }

    @Override
    public void close() {
        log.close();
        folder.close();
    }
}
