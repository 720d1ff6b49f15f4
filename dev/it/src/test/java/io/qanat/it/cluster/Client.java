package io.qanat.it.cluster;

import io.qanat.client.BufferFullException;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.Serializer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// One producer as the schedules use it. Thread-safe.
interface Client extends AutoCloseable {
    /// What became of a record; exactly one of these is called, once.
    interface Report {
        void acknowledged(long offset);

        /// It is not in the log, and will not be.
        void refused(String cause);

        /// Nobody knows.
        void unsure(String cause);
    }

    void send(String topic, int partition, byte[] value, Report report);

    @Override
    void close();

    /// Qanat's.
    static Client qanat(Map<String, ?> settings) {
        var producer =
                Producer.create(
                        ProducerConfig.fromProperties(settings),
                        Serializer.BYTES,
                        Serializer.BYTES);
        return new Client() {
            @Override
            public void send(String topic, int partition, byte[] value, Report report) {
                producer.send(
                        new io.qanat.client.producer.ProducerRecord<>(
                                topic, partition, null, null, value, List.of()),
                        outcome -> tell(outcome, report));
            }

            @Override
            public void close() {
                producer.close(Duration.ZERO);
            }
        };
    }

    private static void tell(Outcome outcome, Report report) {
        switch (outcome) {
            case Outcome.Delivered delivered -> report.acknowledged(delivered.offset());
            case Outcome.NotPersisted not -> report.refused(cause(not.cause()));
            case Outcome.PossiblyPersisted possibly -> report.unsure(cause(possibly.cause()));
        }
    }

    private static String cause(io.qanat.client.ClientException cause) {
        String name = cause.getClass().getSimpleName();
        return cause instanceof BufferFullException
                ? name
                : name + cause.errorCode().map(code -> "(" + code + ")").orElse("");
    }

    /// That of kafka-clients, which knows no refusal that is certain.
    static Client kafkaClients(Map<String, ?> settings) {
        var bytes = new ByteArraySerializer();
        var producer = new KafkaProducer<>(Map.copyOf(settings), bytes, bytes);
        return new Client() {
            @Override
            public void send(String topic, int partition, byte[] value, Report report) {
                var record = new ProducerRecord<byte[], byte[]>(topic, partition, null, value);
                // Its callback tells all.
                var unused =
                        producer.send(
                                record,
                                (metadata, failure) -> {
                                    if (failure == null) {
                                        report.acknowledged(metadata.offset());
                                    } else {
                                        report.unsure(failure.getClass().getSimpleName());
                                    }
                                });
            }

            @Override
            public void close() {
                producer.close(Duration.ZERO);
            }
        };
    }
}
