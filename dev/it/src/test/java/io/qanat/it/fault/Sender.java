package io.qanat.it.fault;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// A producer of kafka-clients that never sends anything twice, so that what it is told about a
/// record is the broker's word. Confined to its thread.
final class Sender implements AutoCloseable {
    private static final int ANSWER_MILLIS_MAX = 15_000;

    private final String topic;
    private final Account account;
    private final KafkaProducer<byte[], byte[]> producer;

    Sender(String bootstrap, String topic, Account account) {
        this.topic = topic;
        this.account = account;
        Map<String, Object> config =
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "acks",
                        "all",
                        "retries",
                        0,
                        "enable.idempotence",
                        false,
                        "max.block.ms",
                        ANSWER_MILLIS_MAX,
                        "request.timeout.ms",
                        ANSWER_MILLIS_MAX,
                        "delivery.timeout.ms",
                        ANSWER_MILLIS_MAX,
                        "reconnect.backoff.max.ms",
                        200,
                        "linger.ms",
                        0);
        producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /// What the broker said about a record.
    enum Report {
        ACKNOWLEDGED,
        /// It is not stored, and can be sent again.
        REFUSED,
        /// The disk failed; it may be stored or not.
        DISK_FAILED,
        /// Nothing, or something else; it may be stored or not.
        OTHER
    }

    /// A record on its way.
    final class Sent {
        private final int number;
        private final Future<RecordMetadata> answer;

        private Sent(int number, Future<RecordMetadata> answer) {
            this.number = number;
            this.answer = answer;
        }

        Report await() {
            try {
                account.acknowledged(number, answer.get().offset());
                return Report.ACKNOWLEDGED;
            } catch (ExecutionException e) {
                return failed(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        private Report failed(@Nullable Throwable cause) {
            if (cause instanceof NotEnoughReplicasException) {
                account.refused(number);
                return Report.REFUSED;
            }
            account.unsure(number);
            return cause instanceof KafkaStorageException ? Report.DISK_FAILED : Report.OTHER;
        }
    }

    /// Sends the next record.
    Sent begin() {
        int number = account.send();
        byte[] value = new Payload(account.writer(), number).bytes();
        var record =
                new ProducerRecord<byte[], byte[]>(topic, account.partition(number), null, value);
        return new Sent(number, producer.send(record));
    }

    /// Sends the next record and waits for what is said about it.
    Report send() {
        return begin().await();
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
