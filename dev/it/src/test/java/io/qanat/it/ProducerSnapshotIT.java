package io.qanat.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.it.kafka.KafkaNode;
import io.qanat.it.kafka.LogDump;
import io.qanat.it.node.NodeProcess;
import io.qanat.it.node.QanatNode;
import io.qanat.it.peer.KafkaClientsClient;
import io.qanat.it.peer.SampleRecord;
import io.qanat.log.disk.FileDisk;
import io.qanat.log.producer.PartitionProducers;
import io.qanat.log.producer.SequencedBatch;
import io.qanat.log.producer.SnapshotFiles;
import io.qanat.log.producer.Verdict;
import io.qanat.log.segment.PartitionFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is remembered of idempotent producers is in a file that Apache Kafka and we both read.
@Tag("foreign")
class ProducerSnapshotIT {
    private static final String TOPIC = "numbered";
    private static final int PRODUCERS = 7;
    private static final int PRODUCERS_MAX = 100;
    private static final List<SampleRecord> RECORDS = Samples.records();

    /// A line about a batch, in both kinds of dumps.
    private static final Pattern IN_SEGMENT =
            Pattern.compile(
                    "^baseOffset: .* lastOffset: (?<offset>\\d+) .* lastSequence: (?<sequence>\\d+)"
                            + " producerId: (?<id>\\d+) producerEpoch: (?<epoch>\\d+) .*",
                    Pattern.MULTILINE);

    private static final Pattern IN_SNAPSHOT =
            Pattern.compile(
                    "^producerId: (?<id>\\d+) producerEpoch: (?<epoch>\\d+) .*"
                            + " lastSequence: (?<sequence>\\d+) lastOffset: (?<offset>\\d+) .*",
                    Pattern.MULTILINE);

    @TempDir private Path data;

    /// The last batch of a producer.
    private record Last(int epoch, int sequence, long offset) {}

    @Test
    void apacheKafkaReadsOursAfterACleanStop() throws Exception {
        // Given
        try (var node = QanatNode.start(data)) {
            produce(node.bootstrap());
        }
        // Then
        assertThatTheSnapshotAgrees(data.resolve(TOPIC + "-0"));
    }

    @Test
    void apacheKafkaReadsOursAfterAKillAndARestart() throws Exception {
        // Given
        try (var node = NodeProcess.start(data)) {
            produce(node.bootstrap());
            node.kill();
        }
        QanatNode.start(data).close();
        // Then
        assertThatTheSnapshotAgrees(data.resolve(TOPIC + "-0"));
    }

    @Test
    void weReadThoseOfApacheKafka() throws Exception {
        try (var node = KafkaNode.start()) {
            // Given
            produce(node.bootstrap());
            node.stop();
            Path folder = node.dataFolder().resolve(TOPIC + "-0");
            long end = (long) PRODUCERS * RECORDS.size();
            // When
            var producers = new PartitionProducers(PRODUCERS_MAX);
            var files = new SnapshotFiles(new PartitionFolder(new FileDisk(), folder));
            SnapshotFiles.Loaded loaded = files.load(producers, end);
            // Then
            assertThat(loaded.findings()).isEmpty();
            assertThat(loaded.offset()).isEqualTo(end);
            assertThat(producers.size()).isEqualTo(PRODUCERS);
            assertThat(inSegments(folder))
                    .hasSize(PRODUCERS)
                    .allSatisfy((id, last) ->
                            assertThat(producers.judge(following(id, last)))
                                    .isEqualTo(new Verdict.Next()))
                    .allSatisfy((id, last) ->
                            assertThat(producers.judge(skippingOne(id, last)))
                                    .isEqualTo(new Verdict.OutOfOrder(last.sequence() + 1)));
        }
    }

    private static void produce(String bootstrap) {
        for (int producer = 0; producer < PRODUCERS; producer++) {
            new KafkaClientsClient().produce(bootstrap, TOPIC, "none", RECORDS);
        }
    }

    private static void assertThatTheSnapshotAgrees(Path folder) throws IOException {
        // When
        List<Path> snapshots = files(folder, SnapshotFiles.SUFFIX);
        String dump = LogDump.of(List.of(snapshots.getLast()));
        // Then
        assertThat(snapshots.getLast())
                .hasFileName("%020d.snapshot".formatted((long) PRODUCERS * RECORDS.size()));
        assertThat(last(IN_SNAPSHOT, dump)).as(dump).isEqualTo(inSegments(folder));
        assertThat(dump.lines().filter(line -> line.startsWith("producerId: ")))
                .hasSizeGreaterThanOrEqualTo(PRODUCERS);
    }

    private static Map<Long, Last> inSegments(Path folder) throws IOException {
        return last(IN_SEGMENT, LogDump.of(files(folder, PartitionFolder.LOG)));
    }

    /// By producer id; as Apache Kafka does, the last line about a producer counts.
    private static Map<Long, Last> last(Pattern pattern, String dump) {
        Map<Long, Last> last = new LinkedHashMap<>();
        for (MatchResult line : pattern.matcher(dump).results().toList()) {
            last.put(
                    Long.valueOf(line.group("id")),
                    new Last(
                            Integer.parseInt(line.group("epoch")),
                            Integer.parseInt(line.group("sequence")),
                            Long.parseLong(line.group("offset"))));
        }
        return last;
    }

    private static SequencedBatch following(long id, Last last) {
        return batch(id, last, last.sequence() + 1);
    }

    private static SequencedBatch skippingOne(long id, Last last) {
        return batch(id, last, last.sequence() + 2);
    }

    /// A batch of one record.
    private static SequencedBatch batch(long id, Last last, int sequence) {
        return new SequencedBatch(id, (short) last.epoch(), sequence, sequence, 0, 0, 0);
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }
}
