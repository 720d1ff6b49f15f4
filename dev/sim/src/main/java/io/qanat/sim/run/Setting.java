package io.qanat.sim.run;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.sim.cluster.BrokerHost;
import io.qanat.sim.time.Chance;
import java.time.Duration;

/// The cluster of one run and its producers. Immutable.
public record Setting(
        int producers,
        int partitions,
        int inFlightMax,
        int lingerMillis,
        int batchBytesMax,
        int bufferBytes,
        int deliveryMillis) {
    private static final int REQUEST_MILLIS = 2_000;

    static Setting drawn(Chance chance) {
        return new Setting(
                chance.between(1, 2),
                chance.between(1, 4),
                chance.between(1, 5),
                chance.onceIn(3) ? 0 : chance.between(1, 30),
                1 << chance.between(8, 12),
                1 << chance.between(14, 18),
                chance.between(2_200, 15_000));
    }

    ProducerConfig producer(int number) {
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
                .idempotent(true)
                .linger(Duration.ofMillis(lingerMillis))
                .batchBytesMax(batchBytesMax)
                .bufferBytes(bufferBytes)
                .inFlightMax(inFlightMax)
                .deliveryTimeout(Duration.ofMillis(deliveryMillis))
                .build();
    }
}
