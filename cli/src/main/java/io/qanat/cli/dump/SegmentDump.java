package io.qanat.cli.dump;

import io.qanat.cli.text.ByteOutput;
import io.qanat.cli.text.JsonRecords;
import io.qanat.cli.text.RecordFormat;
import io.qanat.log.TopicPartition;
import io.qanat.log.disk.Disk;
import io.qanat.log.inspect.BrokenPlace;
import io.qanat.log.inspect.SegmentBatches;
import io.qanat.log.inspect.SegmentPiece;
import io.qanat.log.inspect.StoredBatch;
import io.qanat.record.Compression;
import io.qanat.record.CorruptRecordException;
import io.qanat.record.DecompressionLimits;
import io.qanat.record.RecordBatch;
import io.qanat.record.RecordCursor;
import io.qanat.record.UnsupportedCompressionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// The batches of a segment's file, and their records when that is asked for. Confined to its
/// writer.
final class SegmentDump {
    /// Batches above this are shown without their records.
    private static final int RECORDS_BYTES_MAX = 128 * 1024 * 1024;

    private static final TopicPartition NOWHERE = new TopicPartition("?", 0);
    private static final RecordFormat RECORD =
            RecordFormat.parse("  record offset=%o timestamp=%T key=%k value=%v headers=%h\\n");

    private final DumpOutput output;
    private final ByteOutput out;
    private final boolean withRecords;

    SegmentDump(DumpOutput output, boolean withRecords) {
        this.output = output;
        this.out = output.out();
        this.withRecords = withRecords;
    }

    void write(Disk disk, Path path) throws IOException {
        try (var batches = SegmentBatches.open(disk, path)) {
            output.begin(path);
            for (Optional<SegmentPiece> piece = batches.next();
                    piece.isPresent();
                    piece = batches.next()) {
                switch (piece.get()) {
                    case StoredBatch batch -> write(path, batch, batches);
                    case BrokenPlace place -> write(path, place);
                }
            }
        }
    }

    private void write(Path path, StoredBatch batch, SegmentBatches from) throws IOException {
        var line = described(path, batch).with("valid", true);
        if (!withRecords) {
            output.end(line);
            return;
        }
        line.write(out);
        out.put(output.asJson() ? ",\"records\":[" : "\n");
        try {
            writeRecords(
                    partition(path),
                    RecordBatch.of(from.content(batch, RECORDS_BYTES_MAX))
                            .records(DecompressionLimits.DEFAULT));
        } catch (CorruptRecordException | UnsupportedCompressionException e) {
            output.damaged(
                    "%s: position %d: the records cannot be read: %s"
                            .formatted(path, batch.position(), e.getMessage()));
        }
        out.put(output.asJson() ? "]}\n" : "");
    }

    private void writeRecords(TopicPartition partition, RecordCursor records) {
        var view = new CursorView(partition.topic(), partition.partition(), records);
        var separator = "";
        while (records.advance()) {
            if (output.asJson()) {
                out.put(separator);
                JsonRecords.put(view, out);
                separator = ",";
            } else {
                RECORD.write(view, out);
            }
        }
    }

    private void write(Path path, BrokenPlace place) {
        if (place.head().isPresent() && !place.isUnfinished()) {
            output.end(described(path, place.head().get()).with("valid", false));
        }
        var remark =
                "%s: position %d: %s, %d bytes"
                        .formatted(path, place.position(), place.problem(), place.sizeInBytes());
        if (place.isUnfinished()) {
            output.remark(remark + ": being written, or torn");
        } else {
            output.damaged(remark);
        }
    }

    private DumpLine described(Path path, StoredBatch batch) {
        return output.line(path, "batch")
                .with("position", batch.position())
                .with("baseOffset", batch.baseOffset())
                .with("lastOffset", batch.lastOffset())
                .with("count", batch.recordCount())
                .with("bytes", batch.sizeInBytes())
                .with("leaderEpoch", batch.leaderEpoch())
                .with("compression", batch.compression().map(SegmentDump::name).orElse("unknown"))
                .with("timestamps", batch.timestampType().toString())
                .with("maxTimestamp", batch.maxTimestamp())
                .with("producerId", batch.producerId())
                .with("producerEpoch", batch.producerEpoch())
                .with("baseSequence", batch.baseSequence())
                .with("transactional", batch.isTransactional())
                .with("control", batch.isControl())
                .with("magic", batch.magic())
                .with("crc", "%08x".formatted(batch.checksum()));
    }

    private static String name(Compression compression) {
        return compression.name().toLowerCase(Locale.ROOT);
    }

    /// The partition that the file's folder is named after.
    private static TopicPartition partition(Path segment) {
        var folder = segment.toAbsolutePath().normalize().getParent();
        return folder == null || folder.getFileName() == null
                ? NOWHERE
                : TopicPartition.parse(folder.getFileName().toString()).orElse(NOWHERE);
    }
}
