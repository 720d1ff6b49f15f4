package io.qanat.client.producer;

import static io.qanat.client.internal.config.Property.refused;
import static io.qanat.client.internal.config.Property.withoutEffect;

import io.qanat.client.internal.config.ConnectionProperties;
import io.qanat.client.internal.config.Property;
import io.qanat.client.internal.config.PropertyReader;
import io.qanat.client.internal.config.Texts;
import io.qanat.client.producer.partition.StockPartitioner;
import io.qanat.record.Compression;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

/// The names for the settings of a producer: Kafka's, some of librdkafka's, and a few of our own.
final class ProducerProperties {
    private static final String NO_TWO_PHASES =
            "a transaction ends in one step, so there is nothing to prepare";
    private static final String NO_CLASSES = "no class is loaded by its name; ";
    private static final String GIVE_SERIALIZER =
            "leave this out, and give Producer.create a Serializer, as Serializer.STRING";

    private static final List<Property<ProducerConfig.Builder, ProducerConfig>> GATHERING =
            List.of(
                    of(
                            "preset",
                            Preset::named,
                            ProducerConfig.Builder::preset,
                            config -> "",
                            "ours: `high-throughput`, `high-durability` or `low-latency`, which"
                                    + " other keys then change"),
                    millis("linger.ms", ProducerConfig.Builder::linger, ProducerConfig::linger, ""),
                    of(
                            "batch.size",
                            Integer::valueOf,
                            ProducerConfig.Builder::batchBytesMax,
                            ProducerConfig::batchBytesMax,
                            "positive; memory follows what is in a batch"),
                    of(
                            "buffer.memory",
                            Long::valueOf,
                            ProducerConfig.Builder::bufferBytes,
                            ProducerConfig::bufferBytes,
                            "a bound: when it is reached, `send` says so at once"),
                    of(
                            "queue.buffering.max.messages",
                            Integer::valueOf,
                            ProducerConfig.Builder::bufferRecordsMax,
                            ProducerConfig::bufferRecordsMax,
                            "librdkafka's: records whose outcome is open"),
                    of(
                            "max.request.size",
                            Integer::valueOf,
                            ProducerConfig.Builder::requestBytesMax,
                            ProducerConfig::requestBytesMax,
                            ""),
                    of(
                            "compression.type",
                            ProducerProperties::codec,
                            ProducerConfig.Builder::compression,
                            config -> config.compression().configName(),
                            ""),
                    level("compression.gzip.level", Compression.GZIP),
                    level("compression.lz4.level", Compression.LZ4),
                    level("compression.zstd.level", Compression.ZSTD),
                    of(
                            "compression.topics",
                            text -> TopicCodecs.parse(text, ProducerProperties::codec),
                            (builder, codecs) -> codecs.apply(builder),
                            config -> TopicCodecs.text(config.topicCompression()),
                            "ours: topics that are compressed in another way than all others, as"
                                    + " `orders:zstd:5,clicks:lz4,raw:none`"),
                    withoutEffect(
                            "buffer.memory.allocation.strategy",
                            "memory is always taken as records come, in small chunks"));

    private static final List<Property<ProducerConfig.Builder, ProducerConfig>> PARTITIONING =
            List.of(
                    of(
                            "partitioner.adaptive.partitioning.enable",
                            Texts::flag,
                            (builder, is) ->
                                    builder.partitioning(builder.partitioning().adaptive(is)),
                            config -> config.partitioning().isAdaptive(),
                            ""),
                    millis(
                            "partitioner.availability.timeout.ms",
                            (builder, timeout) ->
                                    builder.partitioning(
                                            builder.partitioning().availabilityTimeout(timeout)),
                            config -> config.partitioning().availabilityTimeout(),
                            "0 for never"),
                    of(
                            "partitioner.ignore.keys",
                            Texts::flag,
                            (builder, is) -> {
                                if (is) {
                                    builder.partitioner(StockPartitioner.STICKY);
                                }
                            },
                            config ->
                                    config.partitioning().partitioner() == StockPartitioner.STICKY,
                            "the same as `partitioner=sticky`, unless there is a partitioner"),
                    of(
                            "partitioner",
                            StockPartitioner::named,
                            ProducerConfig.Builder::partitioner,
                            config -> config.partitioning().partitioner(),
                            "librdkafka's names, `default` for Kafka's, and `round_robin`,"
                                    + " `sticky`; one of your own is given to the builder"),
                    of(
                            "partitioner.class",
                            ProducerProperties::partitionerOfClass,
                            ProducerConfig.Builder::partitioner,
                            config -> "",
                            "Kafka's `RoundRobinPartitioner`, and its `UniformStickyPartitioner` and"
                                    + " `DefaultPartitioner` of before 4.0, are translated; others"
                                    + " are refused: one of your own is given to the builder"),
                    refused("partitioner.rack.aware", "choosing by rack is not there yet", "false"),
                    withoutEffect("client.rack", "only choosing by rack would ask for it"));

    private static final List<Property<ProducerConfig.Builder, ProducerConfig>> DELIVERY =
            List.of(
                    of(
                            "acks",
                            Acks::of,
                            ProducerConfig.Builder::acks,
                            config -> config.acks().configName(),
                            ""),
                    of(
                            "max.in.flight.requests.per.connection",
                            Integer::valueOf,
                            ProducerConfig.Builder::inFlightMax,
                            ProducerConfig::inFlightMax,
                            "without idempotence one batch of a partition at a time whatever it"
                                    + " says, so order is kept"),
                    of(
                            "enable.idempotence",
                            Texts::flag,
                            ProducerConfig.Builder::idempotent,
                            ProducerConfig::isIdempotent,
                            "off by default where `acks`, `retries` or"
                                    + " `max.in.flight.requests.per.connection` rule it out"),
                    millis(
                            "delivery.timeout.ms",
                            ProducerConfig.Builder::deliveryTimeout,
                            ProducerConfig::deliveryTimeout,
                            "for each record from its own `send`"),
                    of(
                            "retries",
                            Integer::valueOf,
                            ProducerConfig.Builder::retriesMax,
                            ProducerConfig::retriesMax,
                            ""),
                    of(
                            "callbacks.inline",
                            Texts::flag,
                            ProducerConfig.Builder::callbacksInline,
                            ProducerConfig::callsBackInline,
                            "ours: callbacks on the producer's own thread"),
                    of(
                            "delivery.report.only.error",
                            Texts::flag,
                            ProducerConfig.Builder::reportsOnlyErrors,
                            ProducerConfig::reportsOnlyErrors,
                            "librdkafka's: for the polling producer"),
                    refused(
                            "max.block.ms",
                            "send never blocks, and sendBlocking waits until there is room"),
                    of(
                            "transactional.id",
                            id -> id,
                            ProducerConfig.Builder::transactionalId,
                            config -> config.transactionalId().orElse(""),
                            "records belong to transactions; needs idempotence, and one producer"
                                    + " at a time uses it"),
                    millis(
                            "transaction.timeout.ms",
                            ProducerConfig.Builder::transactionTimeout,
                            ProducerConfig::transactionTimeout,
                            "at nine tenths of it the producer itself aborts an open transaction,"
                                    + " before the brokers do"),
                    refused("transaction.two.phase.commit.enable", NO_TWO_PHASES, "false"));

    private static final List<Property<ProducerConfig.Builder, ProducerConfig>> SURROUNDINGS =
            List.of(
                    refused("key.serializer", NO_CLASSES + GIVE_SERIALIZER),
                    refused("value.serializer", NO_CLASSES + GIVE_SERIALIZER),
                    refused(
                            "interceptor.classes",
                            NO_CLASSES
                                    + "leave this out, and give Producer.create the interceptors"),
                    refused(
                            "metric.reporters",
                            NO_CLASSES + "ask the producer for its metrics",
                            "org.apache.kafka.common.metrics.JmxReporter"),
                    refused(
                            "config.providers",
                            NO_CLASSES + "values are taken as they are written"),
                    refused(
                            "client.dns.lookup",
                            "every address of a host is tried, under the name that was given",
                            "use_all_dns_ips"),
                    withoutEffect(
                            "bootstrap.resolve.timeout.ms",
                            "names are looked up in the background for as long as it takes"),
                    withoutEffect("send.buffer.bytes", "the system sizes the buffers of sockets"),
                    withoutEffect(
                            "receive.buffer.bytes", "the system sizes the buffers of sockets"),
                    withoutEffect(
                            "metadata.max.idle.ms",
                            "a topic is remembered as long as the producer lives"),
                    withoutEffect(
                            "metadata.recovery.strategy",
                            "the bootstrap servers stay in use beside the brokers that are known"),
                    withoutEffect(
                            "metadata.recovery.rebootstrap.trigger.ms",
                            "the bootstrap servers stay in use beside the brokers that are known"),
                    withoutEffect(
                            "metadata.cluster.check.enable", "the check of KIP-1242 is not there"),
                    withoutEffect("enable.metrics.push", "no metrics are pushed to brokers"),
                    withoutEffect(
                            "metrics.sample.window.ms",
                            "rates are of the last half minute to minute"),
                    withoutEffect(
                            "metrics.num.samples", "rates are of the last half minute to minute"),
                    withoutEffect("metrics.recording.level", "there is one level"));

    private ProducerProperties() {}

    static ProducerConfig read(Map<String, ?> given) {
        var properties = new PropertyReader(given);
        ProducerConfig.Builder builder =
                ProducerConfig.builder(ConnectionProperties.read(properties));
        own().forEach(property -> property.reading().accept(properties, builder));
        return properties.finish(builder::build);
    }

    /// Every key but those that all clients share, in the order in which they are read.
    static Stream<Property<ProducerConfig.Builder, ProducerConfig>> own() {
        return Stream.of(GATHERING, PARTITIONING, DELIVERY, SURROUNDINGS).flatMap(List::stream);
    }

    private static <T> Property<ProducerConfig.Builder, ProducerConfig> of(
            String name,
            Function<String, T> parser,
            BiConsumer<ProducerConfig.Builder, T> setter,
            Function<ProducerConfig, ?> value,
            String note) {
        return Property.accepted(
                name,
                (reader, builder) ->
                        reader.read(name, parser, parsed -> setter.accept(builder, parsed)),
                value,
                note);
    }

    private static Property<ProducerConfig.Builder, ProducerConfig> millis(
            String name,
            BiConsumer<ProducerConfig.Builder, Duration> setter,
            Function<ProducerConfig, Duration> value,
            String note) {
        return Property.accepted(
                name,
                (reader, builder) ->
                        reader.readMillis(name, duration -> setter.accept(builder, duration)),
                config -> value.apply(config).toMillis(),
                note);
    }

    private static Property<ProducerConfig.Builder, ProducerConfig> level(
            String name, Compression codec) {
        return of(
                name,
                Integer::valueOf,
                (builder, level) -> builder.compressionLevel(codec, level),
                config -> config.compression() == codec ? config.level() : codec.levelDefault(),
                "only where that is the codec");
    }

    private static Compression codec(String name) {
        return Compression.named(name)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "'" + name + "' is none of none, gzip, snappy, lz4 and zstd"));
    }

    private static StockPartitioner partitionerOfClass(String name) {
        return switch (name) {
            case "org.apache.kafka.clients.producer.RoundRobinPartitioner" ->
                    StockPartitioner.ROUND_ROBIN;
            case "org.apache.kafka.clients.producer.UniformStickyPartitioner" ->
                    StockPartitioner.STICKY;
            case "org.apache.kafka.clients.producer.internals.DefaultPartitioner" ->
                    StockPartitioner.MURMUR2_RANDOM;
            default ->
                    throw new IllegalArgumentException(
                            "'"
                                    + name
                                    + "': "
                                    + NO_CLASSES
                                    + "set partitioner to the name of one that is here, or give"
                                    + " ProducerConfig.builder one of your own");
        };
    }
}
