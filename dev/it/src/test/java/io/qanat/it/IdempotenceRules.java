package io.qanat.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.BootstrapServers;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import io.qanat.it.peer.Octets;
import io.qanat.it.peer.QanatClient;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Our idempotent producer, with several batches of a partition in flight.
@Timeout(120)
abstract class IdempotenceRules {
    private static final int RECORDS = 20_000;

    private final String bootstrap;

    IdempotenceRules(InetSocketAddress address) {
        this.bootstrap = "127.0.0.1:" + address.getPort();
    }

    @Test
    void storesEveryRecordOnceAndInOrderWithFiveBatchesInFlight() {
        // Given
        String topic = "idempotent";
        List<CompletableFuture<Outcome>> sent = new ArrayList<>();
        var config =
                ProducerConfig.builder(BootstrapServers.parse(bootstrap))
                        .inFlightMax(5)
                        .idempotent(true)
                        .batchBytesMax(1024)
                        .linger(Duration.ZERO)
                        .build();

        // When
        try (var producer = Producer.create(config, Serializer.STRING, Serializer.STRING)) {
            for (int i = 0; i < RECORDS; i++) {
                sent.add(producer.send(new ProducerRecord<>(topic, Integer.toString(i))));
            }
        }

        // Then
        List<Long> offsets =
                sent.stream().map(outcome -> outcome.join().orThrow().offset()).toList();
        assertThat(offsets).isEqualTo(IntStream.range(0, RECORDS).mapToObj(Long::valueOf).toList());
        assertThat(new QanatClient().consume(bootstrap, topic, RECORDS))
                .extracting(stored -> stored.record().value())
                .isEqualTo(
                        IntStream.range(0, RECORDS)
                                .mapToObj(i -> Octets.of(Integer.toString(i)))
                                .toList());
    }
}
