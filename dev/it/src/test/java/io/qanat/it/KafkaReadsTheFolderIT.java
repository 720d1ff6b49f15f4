package io.qanat.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.broker.BrokerConfig;
import io.qanat.it.kafka.LogDump;
import io.qanat.it.node.NodeProcess;
import io.qanat.it.node.QanatNode;
import io.qanat.it.peer.KafkaClientsClient;
import io.qanat.log.LogConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Apache Kafka's `DumpLogSegments` reads the folder that our broker leaves after a clean stop.
@Tag("foreign")
class KafkaReadsTheFolderIT {
    private static final int ROUNDS = 12;
    private static final int SEGMENT_BYTES_MAX = 300_000;
    private static final Pattern RECORD =
            Pattern.compile("^\\| offset: (\\d+) ", Pattern.MULTILINE);
    private static final Pattern TROUBLE =
            Pattern.compile(
                    "isvalid: false|mismatch|Found|fail|exception|not ", Pattern.CASE_INSENSITIVE);

    @TempDir private static Path data;

    @BeforeAll
    static void writeWithEveryCodecAndStop() throws InterruptedException {
        var log = LogConfig.DEFAULT.withSegmentBytesMax(SEGMENT_BYTES_MAX);
        try (var node = QanatNode.start(data, BrokerConfig.DEFAULT.withLog(log))) {
            var client = new KafkaClientsClient();
            for (String codec : client.codecs()) {
                for (int round = 0; round < ROUNDS; round++) {
                    client.produce(node.bootstrap(), codec, codec, Samples.records());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void everyRecordOfEverySegmentIsThere(String topic) throws IOException {
        // Given
        List<Path> segments = files(topic + "-0", ".log");
        // When
        String dump = LogDump.of(segments, "--deep-iteration", "--print-data-log");
        // Then
        assertThat(RECORD.matcher(dump).results().map(found -> Long.valueOf(found.group(1))))
                .isEqualTo(
                        Stream.iterate(0L, offset -> offset + 1)
                                .limit((long) ROUNDS * Samples.records().size())
                                .toList());
        assertThat(dump).doesNotContain("isvalid: false");
    }

    @Test
    void thereAreSegmentsWithIndexes() throws IOException {
        // When
        List<Path> segments = files("none-0", ".log");
        // Then
        assertThat(segments).hasSizeGreaterThan(1);
        assertThat(files("none-0", ".index"))
                .hasSameSizeAs(segments)
                .allMatch(file -> file.toFile().length() > 0);
        assertThat(files("none-0", ".timeindex"))
                .hasSameSizeAs(segments)
                .allMatch(file -> file.toFile().length() > 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {".index", ".timeindex"})
    void indexesAreSound(String suffix) throws IOException {
        // Given
        List<Path> indexes = files("none-0", suffix);
        // When
        String sanity = LogDump.of(indexes, "--index-sanity-check");
        String verification = LogDump.of(indexes, "--verify-index-only");
        // Then
        assertThat(sanity.lines().filter(line -> line.endsWith("passed sanity check.")))
                .hasSameSizeAs(indexes);
        assertThat(TROUBLE.matcher(verification).results()).isEmpty();
    }

    @Test
    void topicsAreRecordsOfTheMetadataPartition() throws IOException {
        // Given
        List<Path> segments = files("__cluster_metadata-0", ".log");
        // When
        String dump = LogDump.of(segments, "--cluster-metadata-decoder");
        // Then
        assertThat(dump)
                .contains(
                        "\"type\":\"TOPIC_RECORD\"",
                        "\"name\":\"zstd\"",
                        "\"type\":\"PARTITION_RECORD\"");
    }

    @Test
    void recordsAreSoundAfterAKillAndARestart(@TempDir Path killed)
            throws IOException, InterruptedException {
        // Given
        try (var node = NodeProcess.start(killed)) {
            new KafkaClientsClient().produce(node.bootstrap(), "killed", "lz4", Samples.records());
            node.kill();
        }
        QanatNode.start(killed).close();
        // When
        String dump =
                LogDump.of(
                        files(killed.resolve("killed-0"), ".log"),
                        "--deep-iteration",
                        "--print-data-log");
        // Then
        assertThat(RECORD.matcher(dump).results()).hasSameSizeAs(Samples.records());
        assertThat(dump).doesNotContain("isvalid: false");
    }

    private static List<Path> files(String folder, String suffix) throws IOException {
        return files(data.resolve(folder), suffix);
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }
}
