package io.qanat.cli.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.cli.text.ByteOutput;
import io.qanat.record.BatchBuilder;
import io.qanat.record.BatchIdentity;
import io.qanat.record.ChunkPool;
import io.qanat.record.Compression;
import io.qanat.record.RecordBatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SegmentDumpTest {
    @TempDir private Path folder;
    private Path partition;
    private Path segment;

    @BeforeEach
    void writeTwoBatches() throws IOException {
        partition = Files.createDirectory(folder.resolve("my-orders-3"));
        segment = partition.resolve("00000000000000000000.log");
        append(segment, batch(0, Compression.NONE, "a", "b"));
        append(segment, batch(2, Compression.GZIP, "c"));
    }

    @Test
    void showsBatchesAndRecords() throws IOException {
        var dump = new SegmentDump(false);

        var lines = text(dump, segment).lines().toList();

        assertThat(lines).hasSize(5);
        assertThat(lines.getFirst())
                .startsWith("batch position=0 baseOffset=0 lastOffset=1 records=2 ")
                .contains(" leaderEpoch=7 ");
        assertThat(lines.get(1))
                .isEqualTo("  record offset=0 timestamp=1000 key=k value=a headers=");
        assertThat(lines.get(3)).contains("baseOffset=2", "compression=GZIP");
        assertThat(lines.get(4)).contains("offset=2", "value=c");
        assertThat(dump.findings()).isEmpty();
    }

    @Test
    void showsRecordsAsJson() throws IOException {
        var dump = new SegmentDump(true);

        var lines = text(dump, segment).lines().toList();

        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst())
                .isEqualTo(
                        "{\"topic\":\"my-orders\",\"partition\":3,\"offset\":0,\"ts\":1000,\"key\":\"k\",\"payload\":\"a\"}");
    }

    @Test
    void readsAllSegmentsOfAFolderInOrder() throws IOException {
        append(partition.resolve("00000000000000000003.log"), batch(3, Compression.NONE, "d"));
        Files.writeString(partition.resolve("00000000000000000003.index"), "no log");

        var text = text(new SegmentDump(true), partition);

        assertThat(text.lines()).hasSize(4).last().asString().contains("\"offset\":3");
    }

    @Test
    void tellsOfATornTail() throws IOException {
        Files.write(segment, new byte[] {0, 0, 0}, StandardOpenOption.APPEND);
        var dump = new SegmentDump(false);

        var text = text(dump, segment);

        assertThat(text.lines()).hasSize(5);
        assertThat(dump.findings()).singleElement().asString().contains("3 bytes at position");
        assertThat(dump.isSound()).isTrue();
    }

    @Test
    void tellsOfADamagedBatchAndGoesOn() throws IOException {
        var bytes = Files.readAllBytes(segment);
        bytes[RecordBatch.HEADER_BYTES + 5] ^= 1;
        Files.write(segment, bytes);
        var dump = new SegmentDump(true);

        var text = text(dump, segment);

        assertThat(text.lines()).singleElement().asString().contains("\"offset\":2");
        assertThat(dump.findings()).singleElement().asString().contains("the batch at position 0");
        assertThat(dump.isSound()).isFalse();
    }

    private static String text(SegmentDump dump, Path path) throws IOException {
        var stream = new ByteArrayOutputStream();
        var out = new ByteOutput(stream);
        dump.write(path, out);
        out.flush();
        return stream.toString(StandardCharsets.UTF_8);
    }

    private static RecordBatch batch(long baseOffset, Compression compression, String... values) {
        var builder =
                new BatchBuilder(ChunkPool.of(1024, 4), compression, compression.levelDefault());
        for (var value : values) {
            builder.append(
                    1000,
                    "k".getBytes(StandardCharsets.UTF_8),
                    value.getBytes(StandardCharsets.UTF_8),
                    List.of());
        }
        var batch = RecordBatch.of(builder.build(BatchIdentity.NONE).joined());
        batch.place(baseOffset, 7);
        return batch;
    }

    private static void append(Path path, RecordBatch batch) throws IOException {
        var bytes = new byte[batch.sizeInBytes()];
        batch.bytes().get(bytes);
        Files.write(path, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
