package io.qanat.cli.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.producer.ProducerRecord;
import io.qanat.record.RecordHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeadLettersTest {
    private static final byte[] NOISE = {(byte) 0xff, 0, 'a'};

    @TempDir private Path folder;

    @Test
    void writesRecordsThatCanBeProducedAgain() throws IOException {
        // Given
        var headers =
                List.of(
                        new RecordHeader("h", buffer("1")),
                        new RecordHeader("h", null),
                        new RecordHeader("ä", ByteBuffer.wrap(NOISE)));
        var full = new ProducerRecord<byte[], byte[]>("t", null, null, NOISE, null, headers);
        var plain = new ProducerRecord<byte[], byte[]>("t", bytes("line \"2\"\t"));

        // When
        Path file = folder.resolve("dead");
        try (var letters = DeadLetters.open(file)) {
            letters.failed(failure(1, full, false));
            letters.failed(failure(2, plain, true));
        }

        // Then
        var lines = Files.readAllLines(file);
        assertThat(lines.get(0)).contains("\"line\":1,\"persisted\":\"no\",\"reason\":\"a b\"");
        assertThat(lines.get(1)).contains("\"line\":2,\"persisted\":\"possibly\"");
        var again = new JsonShape().parts(buffer(lines.get(0)));
        assertThat(again).isEqualTo(new Parts(ByteBuffer.wrap(NOISE), null, headers));
        assertThat(new JsonShape().parts(buffer(lines.get(1))))
                .isEqualTo(new Parts(null, buffer("line \"2\"\t"), List.of()));
    }

    @Test
    void writesLinesThatAreNoRecords() throws IOException {
        Path file = folder.resolve("dead");
        try (var letters = DeadLetters.open(file)) {
            letters.refused(new Origin("f", 3), buffer("as it was"), "no key");
            letters.refused(new Origin("f", 4), null, "too long");
        }

        var lines = Files.readAllLines(file);
        assertThat(lines)
                .containsExactly(
                        "{\"source\":\"f\",\"line\":3,\"persisted\":\"no\",\"reason\":\"no key\",\"text\":\"as it was\"}",
                        "{\"source\":\"f\",\"line\":4,\"persisted\":\"no\",\"reason\":\"too long\",\"text\":null}");
        assertThatThrownBy(() -> new JsonShape().parts(buffer(lines.getFirst())))
                .hasMessage("it was no record before: no key");
    }

    @Test
    void addsToWhatIsThereAndLeavesNoEmptyFile() throws IOException {
        // Given
        Path file = folder.resolve("dead");
        DeadLetters.open(file).close();
        boolean isThere = Files.exists(file);
        Files.writeString(file, "before\n");

        // When
        try (var letters = DeadLetters.open(file)) {
            letters.refused(new Origin("f", 1), null, "r");
        }
        DeadLetters.open(file).close();

        // Then
        assertThat(isThere).isFalse();
        assertThat(Files.readAllLines(file)).hasSize(2).startsWith("before");
    }

    private static OutcomeSink.Failure failure(
            long line, ProducerRecord<byte[], byte[]> record, boolean isPossiblyPersisted) {
        return new OutcomeSink.Failure(new Origin("f", line), record, isPossiblyPersisted, "a b");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(bytes(text));
    }
}
