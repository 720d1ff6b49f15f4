package io.qanat.cli.dump;

import io.qanat.cli.text.ByteOutput;
import io.qanat.cli.text.JsonRecords;
import io.qanat.cli.text.RecordFormat;
import io.qanat.record.CorruptRecordException;
import io.qanat.record.DecompressionLimits;
import io.qanat.record.RecordBatch;
import io.qanat.record.RecordCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The writing of segment files as text or JSON. Confined to one thread.
public final class SegmentDump {
    private static final String SEGMENT_SUFFIX = ".log";
    private static final RecordFormat RECORD =
            RecordFormat.parse("  record offset=%o timestamp=%T key=%k value=%v headers=%h\\n");

    private final boolean asJson;
    private final List<String> findings = new ArrayList<>();
    private boolean isSound = true;

    /// @param asJson whether only records are written, one JSON object per line, instead of batches
    ///   and records
    public SegmentDump(boolean asJson) {
        this.asJson = asJson;
    }

    /// Writes a segment file, or all those in a partition folder in order.
    public void write(Path path, ByteOutput out) throws IOException {
        for (var file : segments(path)) {
            new OneSegment(file, out).write();
        }
    }

    /// What is not as it should be: one line each.
    public List<String> findings() {
        return List.copyOf(findings);
    }

    /// Whether every whole batch is what its checksum says. A part of a batch at the end is no
    /// damage: it may be being written.
    public boolean isSound() {
        return isSound;
    }

    private static List<Path> segments(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.toString().endsWith(SEGMENT_SUFFIX)).sorted().toList();
        }
    }

    private static String describe(RecordBatch batch, long position) {
        return ("batch position=%d baseOffset=%d lastOffset=%d records=%d bytes=%d leaderEpoch=%d"
                        + " compression=%s timestamps=%s maxTimestamp=%d producerId=%d producerEpoch=%d"
                        + " baseSequence=%d transactional=%b control=%b crc=%08x\n")
                .formatted(
                        position,
                        batch.baseOffset(),
                        batch.lastOffset(),
                        batch.recordCount(),
                        batch.sizeInBytes(),
                        batch.leaderEpoch(),
                        batch.compression(),
                        batch.timestampType(),
                        batch.maxTimestamp(),
                        batch.producerId(),
                        batch.producerEpoch(),
                        batch.baseSequence(),
                        batch.isTransactional(),
                        batch.isControl(),
                        batch.crc());
    }

    /// One file on its way out. Confined to the writer.
    private final class OneSegment {
        private final Path path;
        private final PartitionFolderName name;
        private final ByteOutput out;

        OneSegment(Path path, ByteOutput out) {
            this.path = path;
            this.name = PartitionFolderName.of(path);
            this.out = out;
        }

        void write() throws IOException {
            try (var file = new SegmentFile(path)) {
                long position = file.position();
                Optional<RecordBatch> batch = file.next();
                while (batch.isPresent()) {
                    write(batch.get(), position);
                    position = file.position();
                    batch = file.next();
                }
                if (file.restBytes() > 0) {
                    findings.add(
                            "%s: %d bytes at position %d are no whole batch: being written, or torn"
                                    .formatted(path, file.restBytes(), position));
                }
            }
        }

        private void write(RecordBatch batch, long position) throws IOException {
            if (!asJson) {
                out.put(describe(batch, position));
            }
            try {
                batch.verify();
                writeRecords(batch.records(DecompressionLimits.DEFAULT));
            } catch (CorruptRecordException e) {
                isSound = false;
                findings.add(
                        "%s: the batch at position %d: %s"
                                .formatted(path, position, e.getMessage()));
            }
        }

        private void writeRecords(RecordCursor records) throws IOException {
            var view = new CursorView(name.topic(), name.partition(), records);
            while (records.advance()) {
                if (asJson) {
                    JsonRecords.write(view, out);
                } else {
                    RECORD.write(view, out);
                }
            }
        }
    }
}
