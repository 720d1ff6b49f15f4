package io.qanat.compat;

import io.qanat.client.producer.Outcome;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// A record on its way, as Kafka's callers see it: interceptors hear of its end first, then the
/// callback, then who waits. Filled in by the thread that sends, before anybody else sees it.
///
/// As with Kafka's producer, it cannot be cancelled.
final class PendingSend<K, V> extends CompletableFuture<RecordMetadata>
        implements io.qanat.client.producer.Callback {
    private static final System.Logger LOGGER = System.getLogger(PendingSend.class.getName());

    private final ProducerRecord<K, V> record;
    private final @Nullable Callback callback;
    private final InterceptorChain<K, V> interceptors;
    private int keyBytes = -1;
    private int valueBytes = -1;
    private int partition = RecordMetadata.UNKNOWN_PARTITION;

    PendingSend(
            ProducerRecord<K, V> record,
            @Nullable Callback callback,
            InterceptorChain<K, V> interceptors) {
        this.record = record;
        this.callback = callback;
        this.interceptors = interceptors;
        partition(record.partition());
    }

    void sizes(byte @Nullable [] key, byte @Nullable [] value) {
        keyBytes = key == null ? -1 : key.length;
        valueBytes = value == null ? -1 : value.length;
    }

    void partition(@Nullable Integer chosen) {
        partition = chosen == null ? RecordMetadata.UNKNOWN_PARTITION : chosen;
    }

    @Override
    public void completed(Outcome outcome) {
        switch (outcome) {
            case Outcome.Delivered delivered -> deliver(delivered);
            case Outcome.NotPersisted refused -> fail(KafkaErrors.of(refused.cause()));
            case Outcome.PossiblyPersisted unknown -> fail(KafkaErrors.of(unknown.cause()));
        }
    }

    void fail(KafkaException failure) {
        var place = new TopicPartition(record.topic(), partition);
        tell(new RecordMetadata(place, -1, -1, -1, -1, -1), failure);
        completeExceptionally(failure);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return false;
    }

    private void deliver(Outcome.Delivered delivered) {
        var metadata =
                new RecordMetadata(
                        new TopicPartition(delivered.topic(), delivered.partition()),
                        delivered.offset(),
                        0,
                        delivered.timestamp(),
                        keyBytes,
                        valueBytes);
        tell(metadata, null);
        complete(metadata);
    }

    private void tell(RecordMetadata metadata, @Nullable Exception failure) {
        interceptors.acknowledged(metadata, failure, record.headers());
        if (callback != null) {
            try {
                callback.onCompletion(metadata, failure);
            } catch (RuntimeException e) {
                LOGGER.log(System.Logger.Level.ERROR, "callback failed topic=" + record.topic(), e);
            }
        }
    }
}
