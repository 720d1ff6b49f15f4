package io.qanat.sim.run;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.producer.Acks;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.record.Compression;
import io.qanat.sim.cluster.BrokerHost;
import io.qanat.sim.time.Chance;
import java.time.Duration;
import java.util.List;

/// How one of a run's producers is configured. Immutable.
public record ProducerTerms(
        boolean isIdempotent,
        Acks acks,
        int inFlightMax,
        int lingerMillis,
        int batchBytesMax,
        int bufferBytes,
        int bufferRecordsMax,
        Compression compression,
        int deliveryMillis) {
    private static final int REQUEST_MILLIS = 2_000;
    private static final List<Acks> ACKS = List.of(Acks.NONE, Acks.LEADER, Acks.ALL);

    /// Cheap ones, the most usual more often.
    private static final List<Compression> CODECS =
            List.of(
                    Compression.NONE,
                    Compression.NONE,
                    Compression.NONE,
                    Compression.NONE,
                    Compression.LZ4,
                    Compression.LZ4,
                    Compression.SNAPPY,
                    Compression.GZIP);

    static ProducerTerms drawn(Chance chance) {
        boolean isIdempotent = !chance.onceIn(3);
        Acks acks = isIdempotent ? Acks.ALL : ACKS.get(chance.between(0, ACKS.size() - 1));
        return new ProducerTerms(
                isIdempotent,
                acks,
                chance.between(1, 5),
                chance.onceIn(3) ? 0 : chance.between(1, 30),
                1 << chance.between(8, 12),
                1 << (chance.onceIn(8) ? chance.between(12, 14) : chance.between(17, 20)),
                1 << (chance.onceIn(8) ? chance.between(4, 6) : chance.between(9, 12)),
                CODECS.get(chance.between(0, CODECS.size() - 1)),
                chance.between(2_200, 15_000));
    }

    ProducerTerms idempotent() {
        return new ProducerTerms(
                true,
                Acks.ALL,
                inFlightMax,
                lingerMillis,
                batchBytesMax,
                bufferBytes,
                bufferRecordsMax,
                compression,
                deliveryMillis);
    }

    ProducerConfig config(int number) {
        var servers =
                BootstrapServers.parse(
                        BrokerHost.NAME
                                + ":"
                                + BrokerHost.port(0)
                                + ","
                                + BrokerHost.NAME
                                + ":"
                                + BrokerHost.port(1));
        ConnectionConfig connection =
                ConnectionConfig.builder(servers)
                        .clientId("producer-" + number)
                        .requestTimeout(Duration.ofMillis(REQUEST_MILLIS))
                        .retryBackoff(Duration.ofMillis(20))
                        .retryBackoffMax(Duration.ofMillis(200))
                        .reconnectBackoff(Duration.ofMillis(10))
                        .reconnectBackoffMax(Duration.ofMillis(200))
                        .connectTimeout(Duration.ofMillis(1_000))
                        .build();
        return ProducerConfig.builder(connection)
                .acks(acks)
                .idempotent(isIdempotent)
                .linger(Duration.ofMillis(lingerMillis))
                .batchBytesMax(batchBytesMax)
                .bufferBytes(bufferBytes)
                .bufferRecordsMax(bufferRecordsMax)
                .inFlightMax(inFlightMax)
                .compression(compression)
                .deliveryTimeout(Duration.ofMillis(deliveryMillis))
                .build();
    }
}
