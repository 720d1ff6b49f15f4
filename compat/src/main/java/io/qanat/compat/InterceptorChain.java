package io.qanat.compat;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/// Interceptors of Kafka's kind in their order. What one throws is logged, and harms no record.
/// Thread-safe as far as they are.
final class InterceptorChain<K, V> {
    private static final System.Logger LOGGER = System.getLogger(InterceptorChain.class.getName());

    private final List<ProducerInterceptor<K, V>> interceptors;

    InterceptorChain(List<ProducerInterceptor<K, V>> interceptors) {
        this.interceptors = List.copyOf(interceptors);
    }

    ProducerRecord<K, V> sending(ProducerRecord<K, V> record) {
        ProducerRecord<K, V> sent = record;
        for (ProducerInterceptor<K, V> interceptor : interceptors) {
            try {
                sent = interceptor.onSend(sent);
            } catch (RuntimeException e) {
                log("onSend", record.topic(), e);
            }
        }
        return sent;
    }

    void acknowledged(RecordMetadata metadata, @Nullable Exception failure, Headers headers) {
        for (ProducerInterceptor<K, V> interceptor : interceptors) {
            try {
                interceptor.onAcknowledgement(metadata, failure, headers);
            } catch (RuntimeException e) {
                log("onAcknowledgement", metadata.topic(), e);
            }
        }
    }

    /// A record whose sending throws.
    void failed(ProducerRecord<K, V> record, Exception failure) {
        Integer partition = record.partition();
        var place =
                new TopicPartition(
                        record.topic(),
                        partition == null ? RecordMetadata.UNKNOWN_PARTITION : partition);
        Headers headers = new RecordHeaders(record.headers());
        acknowledged(new RecordMetadata(place, -1, -1, -1, -1, -1), failure, headers);
    }

    void close() {
        interceptors.forEach(interceptor -> Utils.closeQuietly(interceptor, "interceptor"));
    }

    private static void log(String method, String topic, RuntimeException failure) {
        LOGGER.log(
                System.Logger.Level.WARNING,
                "interceptor failed method=" + method + " topic=" + topic,
                failure);
    }
}
