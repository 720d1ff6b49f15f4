package io.qanat.client.producer;

import io.qanat.client.internal.config.ConnectionProperties;
import io.qanat.client.internal.config.PropertyReader;
import io.qanat.record.Compression;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Kafka's names for the settings of a producer.
final class ProducerProperties {
    private ProducerProperties() {}

    static ProducerConfig read(Map<String, ?> given) {
        var properties = new PropertyReader(given);
        ProducerConfig.Builder builder =
                ProducerConfig.builder(ConnectionProperties.read(properties));
        readGathering(properties, builder);
        readDelivery(properties, builder);
        refuse(properties);
        return properties.finish(builder::build);
    }

    private static void readGathering(PropertyReader properties, ProducerConfig.Builder builder) {
        properties.readMillis("linger.ms", builder::linger);
        properties.readInt("batch.size", builder::batchBytesMax);
        properties.readLong("buffer.memory", builder::bufferBytes);
        properties.readInt("queue.buffering.max.messages", builder::bufferRecordsMax);
        properties.readInt("max.request.size", builder::requestBytesMax);
        var levels = new TreeMap<Compression, Integer>();
        properties.readInt("compression.gzip.level", level -> levels.put(Compression.GZIP, level));
        properties.readInt("compression.lz4.level", level -> levels.put(Compression.LZ4, level));
        properties.readInt("compression.zstd.level", level -> levels.put(Compression.ZSTD, level));
        properties.read(
                "compression.type",
                ProducerProperties::codec,
                codec -> {
                    builder.compression(codec);
                    Integer level = levels.get(codec);
                    if (level != null) {
                        builder.compressionLevel(level);
                    }
                });
    }

    private static Compression codec(String name) {
        return Compression.named(name)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "'" + name + "' is none of none, gzip, snappy, lz4 and zstd"));
    }

    private static void readDelivery(PropertyReader properties, ProducerConfig.Builder builder) {
        properties.read("acks", Acks::of, builder::acks);
        properties.readInt("max.in.flight.requests.per.connection", builder::inFlightMax);
        properties.read("enable.idempotence", ProducerProperties::flag, builder::idempotent);
        properties.readMillis("delivery.timeout.ms", builder::deliveryTimeout);
        properties.readInt("retries", builder::retriesMax);
        properties.read("callbacks.inline", ProducerProperties::flag, builder::callbacksInline);
        properties.read(
                "delivery.report.only.error", ProducerProperties::flag, builder::reportsOnlyErrors);
    }

    private static boolean flag(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        };
    }

    private static void refuse(PropertyReader properties) {
        properties.refuse("transactional.id", "transactions are not there yet");
        properties.refuse(
                "max.block.ms", "send never blocks, and sendBlocking waits until there is room");
        properties.refuse("key.serializer", "serializers are given as objects");
        properties.refuse("value.serializer", "serializers are given as objects");
        properties.refuse("partitioner.class", "partitioners of your own are not there yet");
        properties.refuse("interceptor.classes", "interceptors are not there yet");
    }
}
