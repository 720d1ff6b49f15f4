package io.qanat.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qanat.broker.BrokerConfig;
import io.qanat.it.kafka.LogDump;
import io.qanat.it.node.NodeProcess;
import io.qanat.it.node.QanatNode;
import io.qanat.it.peer.KafkaClientsClient;
import io.qanat.log.LogConfig;
import io.qanat.log.wal.WalLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Apache Kafka's `DumpLogSegments` reads the folder of our broker: after a clean stop, after a
/// kill, and beside the broker after a checkpoint.
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

    @Test
    void everyFileIsSoundBesideARunningBrokerAfterACheckpoint(@TempDir Path running)
            throws IOException, InterruptedException {
        // Given a write-ahead log so small that a checkpoint comes soon
        var log =
                LogConfig.DEFAULT
                        .withSegmentBytesMax(SEGMENT_BYTES_MAX)
                        .withWal(new WalLimits(SEGMENT_BYTES_MAX / 2, 4));
        var client = new KafkaClientsClient();
        try (var node = QanatNode.start(running, BrokerConfig.DEFAULT.withLog(log))) {
            for (int round = 0; round < ROUNDS; round++) {
                client.produce(node.bootstrap(), "live", "none", Samples.records());
            }
            awaitCheckpoint(running, "live");
            Path folder = running.resolve("live-0");
            List<Path> offsets = filledFiles(folder, ".index");
            List<Path> times = filledFiles(folder, ".timeindex");
            // When
            String batches =
                    LogDump.of(files(folder, ".log"), "--deep-iteration", "--print-data-log");
            String offsetsSanity = LogDump.of(offsets, "--index-sanity-check");
            String timesSanity = LogDump.of(times, "--index-sanity-check");
            String verification =
                    LogDump.of(offsets, "--verify-index-only")
                            + LogDump.of(times, "--verify-index-only");
            // Then
            assertThat(RECORD.matcher(batches).results())
                    .hasSize(ROUNDS * Samples.records().size());
            assertThat(batches).doesNotContain("isvalid: false");
            assertThat(offsets).isNotEmpty();
            assertThat(times).isNotEmpty();
            assertThat(offsetsSanity.lines().filter(line -> line.endsWith("passed sanity check.")))
                    .hasSameSizeAs(offsets);
            assertThat(timesSanity.lines().filter(line -> line.endsWith("passed sanity check.")))
                    .hasSameSizeAs(times);
            assertThat(TROUBLE.matcher(verification).results()).isEmpty();
            client.produce(node.bootstrap(), "live", "none", Samples.records());
            assertThat(client.consume(node.bootstrap(), "live", ROUNDS + 1))
                    .hasSizeGreaterThan(ROUNDS);
        }
    }

    /// Waits until a checkpoint has covered the second segment of a topic.
    private static void awaitCheckpoint(Path data, String topic) {
        Path file = data.resolve("recovery-point-offset-checkpoint");
        Path folder = data.resolve(topic + "-0");
        await("a checkpoint")
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    if (!Files.exists(file)) {
                        return false;
                    }
                    List<Path> segments = files(folder, ".log");
                    String second = segments.get(1).getFileName().toString();
                    long base = Long.parseLong(second.substring(0, second.indexOf('.')));
                    return Files.readString(file)
                            .lines()
                            .filter(line -> line.startsWith(topic + " 0 "))
                            .anyMatch(line -> Long.parseLong(line.split(" ", -1)[2]) > base);
                });
    }

    private static List<Path> filledFiles(Path folder, String suffix) throws IOException {
        return files(folder, suffix).stream().filter(file -> file.toFile().length() > 0).toList();
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
