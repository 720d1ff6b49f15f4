package io.qanat.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Our producer while the broker's process is killed: each outcome is true of what the log holds
/// afterwards.
@Timeout(120)
class OutcomeIT {
    private static final int DELIVERED_BEFORE_KILL = 3_000;
    private static final String TOPIC = "outcomes";

    @TempDir private Path data;

    @Test
    void outcomesAreTrueAfterAKill() throws IOException, InterruptedException {
        // Given
        Map<String, CompletableFuture<Outcome>> sent = new LinkedHashMap<>();
        try (var node = NodeProcess.start(data);
                var producer = producer(node)) {
            loadUntilKilled(producer, node, sent);
            producer.close(Duration.ofSeconds(5));
        }
        // When
        List<StoredRecord> stored;
        try (var node = QanatNode.start(data)) {
            stored = new KafkaClientsClient().consumeAll(node.bootstrap(), TOPIC);
        }
        // Then
        Set<Octets> values =
                stored.stream()
                        .map(s -> s.record().value())
                        .collect(Collectors.toUnmodifiableSet());
        assertThat(sent.values()).allMatch(CompletableFuture::isDone);
        assertThat(sent.values()).anyMatch(report -> !report.join().isDelivered());
        sent.forEach((value, report) -> {
            switch (report.join()) {
                case Outcome.Delivered delivered ->
                        assertThat(stored.get(Math.toIntExact(delivered.offset())).record().value())
                                .isEqualTo(Octets.of(value));
                case Outcome.NotPersisted refused ->
                        assertThat(values)
                                .as("%s", refused.cause())
                                .doesNotContain(Octets.of(value));
                case Outcome.PossiblyPersisted unknown -> {}
            }
        });
    }

    private static void loadUntilKilled(
            Producer<String, String> producer,
            NodeProcess node,
            Map<String, CompletableFuture<Outcome>> sent)
            throws InterruptedException {
        CompletableFuture<Outcome> watched = new CompletableFuture<>();
        for (int i = 0; !watched.isDone(); i++) {
            String value = "record " + i;
            var report = new CompletableFuture<Outcome>();
            producer.sendBlocking(new ProducerRecord<>(TOPIC, "key", value), report::complete);
            sent.put(value, report);
            watched = i == DELIVERED_BEFORE_KILL ? report : watched;
        }
        // Hundreds of records are on their way now.
        node.kill();
    }

    private static Producer<String, String> producer(NodeProcess node) {
        var connection =
                ConnectionConfig.builder(BootstrapServers.parse(node.bootstrap()))
                        .requestTimeout(Duration.ofSeconds(2))
                        .build();
        var config =
                ProducerConfig.builder(connection)
                        .batchBytesMax(2_000)
                        .bufferBytes(500_000)
                        .linger(Duration.ofMillis(1))
                        .deliveryTimeout(Duration.ofSeconds(3))
                        .build();
        return Producer.create(config, Serializer.STRING, Serializer.STRING);
    }
}
