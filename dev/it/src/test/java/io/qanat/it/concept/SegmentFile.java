package io.qanat.it.concept;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.record.internal.MemoryRecords;

/// The first file of a topic's first partition, read by Apache Kafka's own code. Immutable.
final class SegmentFile {
    private final Path file;

    SegmentFile(Path dataFolder, String topic) {
        this.file = dataFolder.resolve(topic + "-0").resolve("%020d.log".formatted(0));
    }

    /// The bytes of all batches.
    byte[] bytes() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        return Arrays.copyOf(whole, records(whole).validBytes());
    }

    /// The offsets of all records in the order of the file.
    List<Long> offsets() throws IOException {
        var offsets = new ArrayList<Long>();
        records(bytes()).records().forEach(record -> offsets.add(record.offset()));
        return offsets;
    }

    private static MemoryRecords records(byte[] bytes) {
        return MemoryRecords.readableRecords(ByteBuffer.wrap(bytes));
    }
}
