package io.qanat.cli.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.cli.text.ByteOutput;
import io.qanat.record.BatchBuilder;
import io.qanat.record.BatchIdentity;
import io.qanat.record.ChunkPool;
import io.qanat.record.Compression;
import io.qanat.record.RecordBatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileDumpTest {
    @TempDir private Path folder;
    private Path partition;
    private Path segment;

    /// What a dump has written and said.
    private record Dumped(List<String> lines, List<String> remarks, boolean isSound) {}

    @BeforeEach
    void writeTwoBatches() throws IOException {
        partition = Files.createDirectory(folder.resolve("my-orders-3"));
        segment = partition.resolve("00000000000000000000.log");
        append(segment, batch(0, Compression.NONE, "a", "b"));
        append(segment, batch(2, Compression.GZIP, "c"));
    }

    @Test
    void showsBatches() throws IOException {
        var dumped = dump(segment, false, false);

        assertThat(dumped.lines()).hasSize(3);
        assertThat(dumped.lines().getFirst()).isEqualTo("file " + segment);
        assertThat(dumped.lines().get(1))
                .startsWith("batch position=0 baseOffset=0 lastOffset=1 count=2 bytes=")
                .contains(" leaderEpoch=7 compression=none timestamps=CREATE_TIME ")
                .endsWith(" valid=true");
        assertThat(dumped.lines().get(2)).contains("baseOffset=2", "compression=gzip");
        assertThat(dumped.remarks()).isEmpty();
    }

    @Test
    void showsRecordsWhenAsked() throws IOException {
        var dumped = dump(segment, false, true);

        assertThat(dumped.lines()).hasSize(6);
        assertThat(dumped.lines().get(2))
                .isEqualTo("  record offset=0 timestamp=1000 key=k value=a headers=");
        assertThat(dumped.lines().get(5)).contains("offset=2", "value=c");
    }

    @Test
    void writesOneJsonObjectPerBatch() throws IOException {
        var batches = dump(segment, true, false);
        var records = dump(segment, true, true);

        assertThat(batches.lines()).hasSize(2);
        assertThat(batches.lines().getFirst())
                .startsWith(
                        "{\"file\":\""
                                + segment
                                + "\",\"kind\":\"batch\",\"position\":0,\"baseOffset\":0,")
                .endsWith(",\"valid\":true}");
        assertThat(records.lines()).hasSize(2);
        assertThat(records.lines().getFirst())
                .endsWith(
                        ",\"valid\":true,\"records\":["
                                + "{\"topic\":\"my-orders\",\"partition\":3,\"offset\":0,\"ts\":1000,\"key\":\"k\",\"payload\":\"a\"},"
                                + "{\"topic\":\"my-orders\",\"partition\":3,\"offset\":1,\"ts\":1000,\"key\":\"k\",\"payload\":\"b\"}]}");
    }

    @Test
    void showsAllFilesOfAFolderByTheirKind() throws IOException {
        // Given
        Files.write(
                partition.resolve("00000000000000000000.index"),
                ByteBuffer.allocate(8).putInt(2).putInt(77).array());
        Files.write(
                partition.resolve("00000000000000000100.timeindex"),
                ByteBuffer.allocate(14).putLong(1000).putInt(2).array());
        Files.writeString(partition.resolve("leader-epoch-checkpoint"), "0\n1\n7 0\n");
        Files.writeString(folder.resolve("recovery-point-offset-checkpoint"), "0\n0\n");
        Files.writeString(folder.resolve(".lock"), "not shown");
        Files.createDirectory(folder.resolve("strange"));

        // When
        var dumped = dump(folder, false, false);

        // Then
        assertThat(dumped.lines())
                .containsSubsequence(
                        "file " + partition.resolve("00000000000000000000.index"),
                        "entry position=0 offset=2 batchPosition=77",
                        "file " + segment,
                        "file " + partition.resolve("00000000000000000100.timeindex"),
                        "entry position=0 timestamp=1000 offset=102",
                        "file " + partition.resolve("leader-epoch-checkpoint"),
                        "0",
                        "1",
                        "7 0",
                        "file " + folder.resolve("recovery-point-offset-checkpoint"));
        assertThat(dumped.lines()).noneMatch(line -> line.contains("not shown"));
        assertThat(dumped.remarks())
                .singleElement()
                .asString()
                .contains("2 bytes at the end are no whole entry");
    }

    @Test
    void tellsOfATornTail() throws IOException {
        Files.write(segment, new byte[] {0, 0, 0}, StandardOpenOption.APPEND);

        var dumped = dump(segment, false, false);

        assertThat(dumped.lines()).hasSize(3);
        assertThat(dumped.remarks())
                .singleElement()
                .asString()
                .contains("a part of a batch header, 3 bytes: being written, or torn");
        assertThat(dumped.isSound()).isTrue();
    }

    @Test
    void tellsOfADamagedBatchAndGoesOn() throws IOException {
        var bytes = Files.readAllBytes(segment);
        bytes[RecordBatch.HEADER_BYTES + 5] ^= 1;
        Files.write(segment, bytes);

        var dumped = dump(segment, true, true);

        assertThat(dumped.lines()).hasSize(2);
        assertThat(dumped.lines().getFirst()).endsWith("\"valid\":false}");
        assertThat(dumped.lines().getLast()).contains("\"offset\":2");
        assertThat(dumped.remarks())
                .singleElement()
                .asString()
                .contains("position 0: a wrong checksum of the batch at offset 0");
        assertThat(dumped.isSound()).isFalse();
    }

    @Test
    void doesNotBelieveADamagedLength() throws IOException {
        var bytes = Files.readAllBytes(segment);
        bytes[8] = 0x7f;
        Files.write(segment, bytes);

        var dumped = dump(segment, false, true);

        assertThat(dumped.lines()).hasSize(4).last().asString().contains("value=c");
        assertThat(dumped.isSound()).isFalse();
    }

    @Test
    void refusesAFileOfNoKnownKind() throws IOException {
        var file = Files.writeString(folder.resolve("notes.txt"), "a");

        assertThatThrownBy(() -> dump(file, false, false)).hasMessageContaining("its name");
    }

    private static Dumped dump(Path path, boolean asJson, boolean withRecords) throws IOException {
        var stream = new ByteArrayOutputStream();
        var out = new ByteOutput(stream);
        var remarks = new ArrayList<String>();
        var output = new DumpOutput(out, asJson, remarks::add);
        new FileDump(output, withRecords).write(path);
        out.flush();
        return new Dumped(
                stream.toString(StandardCharsets.UTF_8).lines().toList(),
                remarks,
                output.isSound());
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
