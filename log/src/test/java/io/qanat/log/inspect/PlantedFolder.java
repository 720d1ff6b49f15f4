package io.qanat.log.inspect;

import io.qanat.log.Batches;
import io.qanat.log.DataFolder;
import io.qanat.log.Durability;
import io.qanat.log.LogConfig;
import io.qanat.log.SteppedLog;
import io.qanat.log.TopicPartition;
import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import io.qanat.log.disk.MemoryDisk;
import io.qanat.log.wal.WalLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A data folder that the log itself has written, in which a test plants damage.
///
/// `orders-0` has 20 batches of two records and 161 bytes, in segments of five, and `users-0` two
/// batches in one segment.
///
/// @param disk where it is
record PlantedFolder(MemoryDisk disk) {
    static final Path ROOT = Path.of("/data");
    static final Path ORDERS = ROOT.resolve("orders-0");
    static final Path USERS = ROOT.resolve("users-0");
    static final int BATCH_BYTES = 161;
    static final int SEGMENT_BATCHES = 5;

    private static final int HEADER_BYTES = 61;
    private static final int WAL_FILE_BYTES = 1100;
    private static final int CONTENT_BYTES_MAX = 1 << 20;
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);
    private static final TopicPartition USERS_0 = new TopicPartition("users", 0);
    private static final LogConfig CONFIG =
            LogConfig.DEFAULT
                    .withSegmentBytesMax(SEGMENT_BATCHES * BATCH_BYTES)
                    .withIndexIntervalBytes(BATCH_BYTES);

    /// What a verification has said.
    record Verified(Tally tally, List<Finding> findings) {
        List<Finding> damages() {
            return findings.stream().filter(Finding::isDamage).toList();
        }
    }

    /// A folder that was closed in order.
    static PlantedFolder closed() {
        var disk = new MemoryDisk();
        try (var folder = DataFolder.open(ROOT, disk);
                var log = SteppedLog.open(folder, CONFIG, () -> 0)) {
            fill(log);
        }
        return new PlantedFolder(disk);
    }

    /// The folder of a log that runs, or did until it was killed.
    static PlantedFolder open() {
        return open(CONFIG);
    }

    /// The same with a write-ahead log of files that have room for four entries, so that they were
    /// used again.
    static PlantedFolder openWithSmallFiles() {
        return open(CONFIG.withWal(new WalLimits(WAL_FILE_BYTES, 2)));
    }

    private static PlantedFolder open(LogConfig config) {
        var disk = new MemoryDisk();
        try (var folder = DataFolder.open(ROOT, disk);
                var log = SteppedLog.open(folder, config, () -> 0)) {
            fill(log);
            return new PlantedFolder(disk.copy());
        }
    }

    private static void fill(SteppedLog log) {
        var created = log.log().create(ORDERS_0, new UUID(7, 8));
        var second = log.log().create(USERS_0, new UUID(7, 9));
        log.step();
        created.join();
        second.join();
        for (int i = 0; i < 20; i++) {
            append(log, ORDERS_0, i);
        }
        append(log, USERS_0, 20);
        append(log, USERS_0, 21);
    }

    private static void append(SteppedLog log, TopicPartition partition, int i) {
        ByteBuffer batch = Batches.batch(2, BATCH_BYTES - HEADER_BYTES, 1000L * (i + 1), i);
        var appended = log.log().append(partition, batch, Durability.SYNCED);
        log.step();
        appended.join();
    }

    /// A file of a segment of `orders-0`, by the number of the segment.
    static Path segment(int number, String suffix) {
        long base = 2L * SEGMENT_BATCHES * number;
        return ORDERS.resolve("%020d%s".formatted(base, suffix));
    }

    Verified verify(FolderUse use) throws IOException {
        return verify(use, new PeepingDisk(disk));
    }

    static Verified verify(FolderUse use, Disk disk) throws IOException {
        var findings = new ArrayList<Finding>();
        var tally = FolderInspection.of(ROOT, use, disk).verify(partition -> true, findings::add);
        return new Verified(tally, findings);
    }

    ByteBuffer content(Path path) throws IOException {
        return disk.content(path, CONTENT_BYTES_MAX);
    }

    String text(Path path) throws IOException {
        return StandardCharsets.UTF_8.decode(content(path)).toString();
    }

    void write(Path path, String text) throws IOException {
        write(path, StandardCharsets.UTF_8.encode(text));
    }

    void write(Path path, ByteBuffer content) throws IOException {
        try (DiskFile file = disk.open(path, Disk.Access.WRITE)) {
            file.truncate(0);
            file.writeFully(content, 0);
        }
    }

    void cut(Path path, int size) throws IOException {
        write(path, content(path).limit(size));
    }

    void flip(Path path, int at, int bit) throws IOException {
        ByteBuffer content = content(path);
        write(path, content.put(at, (byte) (content.get(at) ^ (1 << bit))));
    }
}
