package io.qanat.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.log.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// What Kafka's own `DumpLogSegments` checks of the index files of a partition's folder.
final class KafkaRules {
    private KafkaRules() {}

    static void check(Disk disk, Path folder) throws IOException {
        for (String name : disk.list(folder)) {
            if (name.endsWith(".log")) {
                String stem = name.substring(0, name.length() - 4);
                long base = Long.parseLong(stem);
                ByteBuffer log = disk.content(folder.resolve(name), 1 << 28);
                checkOffsets(base, log, disk.content(folder.resolve(stem + ".index"), 1 << 28));
                checkTimes(base, log, disk.content(folder.resolve(stem + ".timeindex"), 1 << 28));
            }
        }
    }

    /// Each entry names the last offset of the batch that begins at its position, in rising order.
    private static void checkOffsets(long base, ByteBuffer log, ByteBuffer index) {
        assertThat(index.limit() % 8).isZero();
        int before = -1;
        while (index.hasRemaining()) {
            int relative = index.getInt();
            int position = index.getInt();
            assertThat(relative).isGreaterThan(before);
            assertThat(log.getLong(position) + log.getInt(position + 23))
                    .isEqualTo(base + relative);
            before = relative;
        }
    }

    /// Each entry names the last offset of a batch that has the timestamp, which none before
    /// reaches.
    private static void checkTimes(long base, ByteBuffer log, ByteBuffer index) {
        assertThat(index.limit() % 12).isZero();
        while (index.hasRemaining()) {
            long timestamp = index.getLong();
            long offset = base + index.getInt();
            int at = 0;
            while (log.getLong(at) + log.getInt(at + 23) < offset) {
                assertThat(log.getLong(at + 35)).isLessThan(timestamp);
                at += log.getInt(at + 8) + 12;
            }
            assertThat(log.getLong(at) + log.getInt(at + 23)).isEqualTo(offset);
            assertThat(log.getLong(at + 35)).isEqualTo(timestamp);
        }
    }
}
