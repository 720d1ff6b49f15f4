package io.qanat.it.compat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Classes that properties name.
final class Plugins {
    /// What they were called with, as nobody hands them anything else. Cleared by each case.
    static final List<String> CALLS = Collections.synchronizedList(new ArrayList<>());

    private Plugins() {}

    /// Changes the value and counts what comes back.
    public static final class Marking implements ProducerInterceptor<String, String> {
        @Override
        public void configure(Map<String, ?> configs) {
            CALLS.add("interceptor configured own=" + configs.get("marking.mark"));
        }

        @Override
        public ProducerRecord<String, String> onSend(ProducerRecord<String, String> record) {
            return new ProducerRecord<>(
                    record.topic(),
                    record.partition(),
                    record.timestamp(),
                    record.key(),
                    record.value() + "!",
                    record.headers());
        }

        @Override
        public void onAcknowledgement(
                RecordMetadata metadata, @Nullable Exception failure, Headers headers) {
            CALLS.add(
                    "interceptor acknowledged "
                            + metadata.hasOffset()
                            + " "
                            + (failure == null ? "" : failure.getClass().getSimpleName()));
        }

        @Override
        public void close() {
            CALLS.add("interceptor closed");
        }
    }

    /// Throws whenever it can.
    public static final class Throwing implements ProducerInterceptor<String, String> {
        @Override
        public void configure(Map<String, ?> configs) {}

        @Override
        public ProducerRecord<String, String> onSend(ProducerRecord<String, String> record) {
            throw new IllegalStateException("onSend");
        }

        @Override
        public void onAcknowledgement(RecordMetadata metadata, @Nullable Exception failure) {
            throw new IllegalStateException("onAcknowledgement");
        }

        @Override
        public void close() {}
    }

    /// The partition whose number the value begins with.
    public static final class ByValue implements Partitioner {
        @Override
        public void configure(Map<String, ?> configs) {
            CALLS.add("partitioner configured");
        }

        @Override
        public int partition(
                String topic,
                @Nullable Object key,
                byte @Nullable [] keyBytes,
                Object value,
                byte[] valueBytes,
                Cluster cluster) {
            CALLS.add(
                    "partitioner of "
                            + cluster.partitionCountForTopic(topic)
                            + " available "
                            + cluster.availablePartitionsForTopic(topic).size());
            return Integer.parseInt(value.toString().substring(0, 1));
        }

        @Override
        public void close() {
            CALLS.add("partitioner closed");
        }
    }

    /// Text, but for one value, and a header of its own.
    public static final class Picky implements Serializer<String> {
        private final StringSerializer text = new StringSerializer();

        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {
            CALLS.add("serializer configured key=" + isKey + " own=" + configs.get("picky.own"));
        }

        @Override
        public byte[] serialize(String topic, String data) {
            return text.serialize(topic, data);
        }

        @Override
        public byte[] serialize(String topic, Headers headers, String data) {
            if (data.equals("bad")) {
                throw new UnsupportedOperationException("bad");
            }
            headers.add("written-by", new byte[] {1});
            return text.serialize(topic, data);
        }

        @Override
        public void close() {
            CALLS.add("serializer closed");
        }
    }
}
