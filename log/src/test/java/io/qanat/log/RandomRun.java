package io.qanat.log;

import io.qanat.log.disk.MemoryDisk;
import io.qanat.log.folder.OffsetCheckpoint;
import io.qanat.log.folder.TextFile;
import io.qanat.log.wal.WalLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// One run of random appends, reads, closes and kills, compared with the simplest model of a log.
final class RandomRun {
    private static final Path ROOT = Path.of("/data");
    private static final int STEPS = 300;
    private static final LogConfig CONFIG =
            LogConfig.DEFAULT
                    .withSegmentBytesMax(8000)
                    .withIndexIntervalBytes(500)
                    .withWal(new WalLimits(4000, 4))
                    .withSyncDelayMax(Duration.ofDays(1));

    private final Random random;
    private final List<TopicPartition> partitions = new ArrayList<>();
    private final List<PartitionModel> models = new ArrayList<>();
    private MemoryDisk disk = new MemoryDisk();
    private TestLog test = TestLog.open(ROOT, CONFIG, disk);

    RandomRun(Random random) {
        this.random = random;
    }

    void run() throws IOException {
        for (int i = 0; i < 3; i++) {
            partitions.add(new TopicPartition("topic", i));
            models.add(new PartitionModel());
            test.log().create(partitions.get(i), TestLog.ORDERS_ID).join();
        }
        for (int step = 0; step < STEPS; step++) {
            step(random.nextInt(100));
        }
        reopen();
        test.close();
    }

    private void step(int die) throws IOException {
        int which = random.nextInt(partitions.size());
        if (die < 60) {
            append(which);
        } else if (die < 92) {
            models.get(which).checkRead(test.log(), partitions.get(which), random);
        } else if (die < 95) {
            reopen();
        } else {
            killAndTear(which);
        }
    }

    private void append(int which) {
        ByteBuffer[] batches = new ByteBuffer[1 + random.nextInt(3)];
        for (int i = 0; i < batches.length; i++) {
            batches[i] =
                    Batches.batch(
                            1 + random.nextInt(5),
                            random.nextInt(random.nextInt(10) == 0 ? 3000 : 200),
                            random.nextLong(1000),
                            random.nextLong());
        }
        Durability durability = random.nextBoolean() ? Durability.SYNCED : Durability.WRITTEN;
        Appended appended =
                test.log()
                        .append(partitions.get(which), Batches.joined(batches), durability)
                        .join();
        models.get(which).append(appended, batches);
        if (durability == Durability.SYNCED) {
            models.forEach(PartitionModel::markDurable);
        }
    }

    private void reopen() throws IOException {
        test.close();
        for (TopicPartition partition : partitions) {
            KafkaRules.check(disk, ROOT.resolve(partition.toString()));
        }
        test = TestLog.open(ROOT, CONFIG, disk);
        checkAll();
    }

    /// The process ends without a word, and one partition loses some bytes that were not durable.
    private void killAndTear(int which) throws IOException {
        MemoryDisk rest = disk.copy();
        test.close();
        disk = rest;
        String name = partitions.get(which).toString();
        tear(ROOT.resolve(name), Math.max(models.get(which).durableEnd(), recoveryPoint(name)));
        test = TestLog.open(ROOT, CONFIG, disk);
        for (int i = 0; i < partitions.size(); i++) {
            models.get(i).cutAt(test.log().offsets(partitions.get(i)).logEnd());
        }
        checkAll();
    }

    /// Up to where a checkpoint has synced the partition, perhaps more than was asked for.
    private long recoveryPoint(String partition) throws IOException {
        var file = new TextFile(disk, ROOT.resolve(OffsetCheckpoint.RECOVERY_POINT));
        return file.exists() ? OffsetCheckpoint.read(file).getOrDefault(partition, 0L) : 0;
    }

    private void tear(Path folder, long durableEnd) throws IOException {
        List<String> logs =
                disk.list(folder).stream().filter(name -> name.endsWith(".log")).toList();
        Path last = folder.resolve(logs.getLast());
        ByteBuffer content = disk.content(last, 1 << 20);
        int durable = 0;
        while (durable < content.limit()
                && content.getLong(durable) + content.getInt(durable + 23) < durableEnd) {
            durable += content.getInt(durable + 8) + 12;
        }
        int size = durable + random.nextInt(content.limit() - durable + 1);
        FaultyDisk.write(disk, last, content.limit(size));
    }

    private void checkAll() {
        for (int i = 0; i < partitions.size(); i++) {
            models.get(i).checkAll(test.log(), partitions.get(i));
        }
        models.forEach(PartitionModel::markDurable);
    }
}
