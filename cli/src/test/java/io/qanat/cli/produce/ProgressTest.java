package io.qanat.cli.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.ProducerRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgressTest {
    @TempDir private Path folder;
    private ProgressFile file;

    @BeforeEach
    void chooseFile() {
        file = ProgressFile.of(folder.resolve("f"), "t");
    }

    @Test
    void bringsASnapshotBack() {
        var delivered = new BitSet();
        delivered.set(1, 2_000);
        delivered.set(2_005);
        var snapshot =
                new Snapshot("t", new Snapshot.Check(1_024, 7), delivered, Map.of(0, 5L, 3, 9L));

        assertThat(Snapshot.parse(snapshot.text())).isEqualTo(snapshot);
    }

    @Test
    void refusesHalfAFile() throws Exception {
        Files.writeString(file.path(), "topic t\ncheck 0 0\nnext 0");

        assertThatThrownBy(() -> file.read())
                .isInstanceOf(ProgressException.class)
                .hasMessageContaining("it has no end");
    }

    @Test
    void notesWhatIsDelivered() {
        // Given
        var progress = progress(Snapshot.beginning("t", Map.of(0, 10L)), Map.of());

        // When
        progress.delivered(new Origin("f", 1), at(10));
        progress.delivered(new Origin("f", 3), at(11));
        progress.write();

        // Then
        var noted = file.read().orElseThrow();
        assertThat(noted.delivered().stream()).containsExactly(1, 3);
        assertThat(noted.next()).containsEntry(0, 12L);
    }

    @Test
    void notesNothingNewBehindALineThatMayBeThere() {
        // Given
        var progress = progress(Snapshot.beginning("t", Map.of(0, 0L)), Map.of());
        progress.delivered(new Origin("f", 1), at(0));
        progress.write();

        // When
        progress.failed(new OutcomeSink.Failure(new Origin("f", 2), null, true, "?"));
        progress.delivered(new Origin("f", 3), at(2));
        progress.write();

        // Then: the record of line 2 is looked for from offset 1 on, and that of line 3 is there
        var noted = file.read().orElseThrow();
        assertThat(noted.delivered().stream()).containsExactly(1);
        assertThat(noted.next()).containsEntry(0, 1L);
    }

    @Test
    void meetsEachRecordOfTheTopicOnce() {
        // Given: two records "a" are there behind what was noted
        var progress =
                progress(Snapshot.beginning("t", Map.of(0, 0L)), Map.of(fingerprint("a"), 2));

        // When
        boolean first = progress.isThere(1, record("a"));
        boolean other = progress.isThere(2, record("b"));
        progress.write();
        boolean isNotedEarly = file.read().isPresent();
        boolean second = progress.isThere(3, record("a"));
        boolean third = progress.isThere(4, record("a"));
        progress.write();

        // Then
        assertThat(List.of(first, other, second, third)).containsExactly(true, false, true, false);
        assertThat(isNotedEarly).isFalse();
        assertThat(file.read().orElseThrow().delivered().stream()).containsExactly(1, 3);
    }

    @Test
    void refusesAFileThatHasChanged() {
        // Given
        var before = progress(Snapshot.beginning("t", Map.of()), Map.of());
        for (int line = 1; line <= 1_024; line++) {
            before.read(line, buffer("line " + line));
            before.delivered(new Origin("f", line), at(line - 1));
        }
        before.write();
        var same = progress(file.read().orElseThrow(), Map.of());
        var other = progress(file.read().orElseThrow(), Map.of());

        // When
        for (int line = 1; line < 1_024; line++) {
            same.read(line, buffer("line " + line));
            other.read(line, buffer("lime " + line));
        }

        // Then
        same.read(1_024, buffer("line 1024"));
        assertThatThrownBy(() -> other.read(1_024, buffer("line 1024")))
                .isInstanceOf(ProgressException.class)
                .hasMessageContaining("has changed within its first 1024 lines");
    }

    @Test
    void tellsContentsApart() {
        var a = buffer("a");
        var ab = buffer("ab");
        var b = buffer("b");

        assertThat(Fingerprint.of(a, b, List.of()))
                .isEqualTo(Fingerprint.of(buffer("a"), buffer("b"), List.of()))
                .isNotEqualTo(Fingerprint.of(null, ab, List.of()))
                .isNotEqualTo(Fingerprint.of(ab, null, List.of()))
                .isNotEqualTo(Fingerprint.of(ab, buffer(""), List.of()));
    }

    private Progress progress(Snapshot before, Map<Fingerprint, Integer> there) {
        return new Progress(file, before, before.next(), there);
    }

    private static Outcome.Delivered at(long offset) {
        return new Outcome.Delivered("t", 0, offset, 0);
    }

    private static ProducerRecord<byte[], byte[]> record(String value) {
        return new ProducerRecord<>("t", value.getBytes(StandardCharsets.UTF_8));
    }

    private static Fingerprint fingerprint(String value) {
        return Fingerprint.of(null, buffer(value), List.of());
    }

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
