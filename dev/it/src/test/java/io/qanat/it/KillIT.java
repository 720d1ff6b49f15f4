package io.qanat.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.it.node.NodeProcess;
import io.qanat.it.node.QanatNode;
import io.qanat.it.peer.KafkaClientsClient;
import io.qanat.it.peer.Octets;
import io.qanat.it.peer.StoredRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What was acknowledged is there after the broker's process was killed in the middle of the load.
@Timeout(600)
class KillIT {
    private static final int KILLS = Integer.getInteger("it.kills", 3);
    private static final int ACKNOWLEDGED_BEFORE_KILL = 3_000;
    private static final String TOPIC = "survivors";

    /// The values that were acknowledged, by offset.
    private final Map<Long, String> acknowledged = new TreeMap<>();

    @TempDir private Path data;

    @Test
    void everythingAcknowledgedIsThereAfterKills() throws IOException, InterruptedException {
        // Given
        for (int kill = 1; kill <= KILLS; kill++) {
            loadAndKill(kill);
        }
        // When
        List<StoredRecord> read;
        try (var node = QanatNode.start(data)) {
            int end =
                    Math.toIntExact(
                                    acknowledged.keySet().stream()
                                            .mapToLong(o -> o)
                                            .max()
                                            .orElseThrow())
                            + 1;
            read = new KafkaClientsClient().consume(node.bootstrap(), TOPIC, end);
        }
        // Then
        assertThat(read)
                .extracting(StoredRecord::offset)
                .isEqualTo(LongStream.range(0, read.size()).boxed().toList());
        acknowledged.forEach((offset, value) ->
                assertThat(read.get(Math.toIntExact(offset)).record().value())
                        .as("offset %d", offset)
                        .isEqualTo(Octets.of(value)));
    }

    private void loadAndKill(int round) throws IOException {
        var sent = new LinkedHashMap<String, Future<RecordMetadata>>();
        try (var node = NodeProcess.start(data);
                var producer = producer(node)) {
            Future<RecordMetadata> last = null;
            for (int i = 0; i < ACKNOWLEDGED_BEFORE_KILL || !requireNonNull(last).isDone(); i++) {
                String value = "round %d record %d".formatted(round, i);
                Future<RecordMetadata> report =
                        producer.send(new ProducerRecord<>(TOPIC, 0, "key", value));
                sent.put(value, report);
                last = i < ACKNOWLEDGED_BEFORE_KILL ? report : last;
            }
            // Hundreds of records are on their way now.
            node.kill();
            producer.close(Duration.ZERO);
        }
        sent.forEach((value, report) -> {
            if (report.state() == Future.State.SUCCESS) {
                acknowledged.put(report.resultNow().offset(), value);
            }
        });
    }

    private static KafkaProducer<String, String> producer(NodeProcess node) {
        Map<String, Object> config =
                Map.of(
                        "bootstrap.servers", node.bootstrap(),
                        "delivery.timeout.ms", 3_000,
                        "request.timeout.ms", 2_000,
                        "linger.ms", 1,
                        "batch.size", 2_000,
                        "buffer.memory", 500_000);
        return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }
}
