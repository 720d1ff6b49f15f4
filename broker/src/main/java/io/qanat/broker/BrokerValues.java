package io.qanat.broker;

import static io.qanat.broker.config.ConfigType.BOOLEAN;
import static io.qanat.broker.config.ConfigType.INT;
import static io.qanat.broker.config.ConfigType.LONG;
import static io.qanat.broker.config.ConfigType.STRING;

import io.qanat.broker.config.ConfigKey;
import io.qanat.broker.config.ConfigType;
import io.qanat.broker.config.ConfigValue;
import io.qanat.broker.config.ValueRule;
import io.qanat.log.LogConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// The table of broker-wide configuration keys: what DescribeConfigs tells of a broker. Apache
/// Kafka's names where it has the same thing.
final class BrokerValues {
    private static final String SYNC_POLICY = "qanat.log.sync.policy";
    private static final String SYNC_DELAY = "qanat.log.sync.delay.max.ms";

    private BrokerValues() {}

    static List<ConfigValue> of(BrokerConfig config, Path folder) {
        BrokerConfig byDefault = BrokerConfig.DEFAULT;
        LogConfig log = config.log();
        return List.of(
                fixed("broker.id", INT, "0", "The id of this node."),
                fixed("node.id", INT, "0", "The id of this node."),
                fixed("log.dirs", STRING, folder.toString(), "Where everything is kept."),
                value(
                        "auto.create.topics.enable",
                        BOOLEAN,
                        config.autoCreateTopics(),
                        byDefault.autoCreateTopics(),
                        "Whether the first use of an unknown topic creates it."),
                value(
                        "num.partitions",
                        INT,
                        config.partitionsDefault(),
                        byDefault.partitionsDefault(),
                        "Partitions of a topic that is created without a count."),
                value(
                        "message.max.bytes",
                        INT,
                        config.messageBytesMax(),
                        byDefault.messageBytesMax(),
                        "The largest batch that is taken, for topics without a bound of their own."),
                value(
                        "socket.request.max.bytes",
                        INT,
                        config.requestBytesMax(),
                        byDefault.requestBytesMax(),
                        "The largest request that is taken."),
                value(
                        "fetch.max.bytes",
                        INT,
                        config.fetchBytesMax(),
                        byDefault.fetchBytesMax(),
                        "The most records in one answer to a fetch."),
                value(
                        "max.connections",
                        INT,
                        config.connectionsMax(),
                        byDefault.connectionsMax(),
                        "The most open connections."),
                value(
                        "log.segment.bytes",
                        INT,
                        log.segmentBytesMax(),
                        byDefault.log().segmentBytesMax(),
                        "The size at which a partition goes on in a new segment."),
                value(
                        "log.index.interval.bytes",
                        INT,
                        log.indexIntervalBytes(),
                        byDefault.log().indexIntervalBytes(),
                        "The bytes of batches per index entry."),
                value(
                        SYNC_POLICY,
                        STRING,
                        name(log),
                        name(byDefault.log()),
                        "When bytes are made durable: fsync, before acks=all is answered and before consumers see them; "
                                + "os, when the operating system sees fit, so that a power cut may take what was acknowledged; "
                                + "memory, never."),
                value(
                        "log.flush.interval.messages",
                        LONG,
                        messagesPerSync(log),
                        messagesPerSync(byDefault.log()),
                        "Follows from "
                                + SYNC_POLICY
                                + ": with fsync no message waits for others."),
                value(
                        "log.flush.interval.ms",
                        LONG,
                        millisToSync(log),
                        millisToSync(byDefault.log()),
                        "Follows from " + SYNC_POLICY + ": with fsync it is " + SYNC_DELAY + "."),
                value(
                        SYNC_DELAY,
                        LONG,
                        log.syncDelayMax().toMillis(),
                        byDefault.log().syncDelayMax().toMillis(),
                        "How long written bytes wait for a sync that nobody waits for."),
                value(
                        "producer.id.expiration.ms",
                        LONG,
                        log.producers().expiration().toMillis(),
                        byDefault.log().producers().expiration().toMillis(),
                        "How long a partition remembers the last batches of an idempotent producer that is quiet."),
                value(
                        "qanat.log.producers.per.partition.max",
                        INT,
                        log.producers().perPartitionMax(),
                        byDefault.log().producers().perPartitionMax(),
                        "The most idempotent producers that a partition remembers; one more, and the one that was "
                                + "quiet longest is forgotten."),
                fixed(
                        "default.replication.factor",
                        INT,
                        "1",
                        "There is one node; a larger factor is taken as 1."),
                fixed("delete.topic.enable", BOOLEAN, "true", "Topics can be deleted."));
    }

    private static String name(LogConfig log) {
        return log.syncPolicy().name().toLowerCase(Locale.ROOT);
    }

    private static long messagesPerSync(LogConfig log) {
        return log.syncPolicy().syncsAppends() ? 1 : Long.MAX_VALUE;
    }

    private static long millisToSync(LogConfig log) {
        return log.syncPolicy().syncsAppends() ? log.syncDelayMax().toMillis() : Long.MAX_VALUE;
    }

    private static ConfigValue fixed(
            String name, ConfigType type, String value, String documentation) {
        return value(name, type, value, value, documentation);
    }

    private static ConfigValue value(
            String name, ConfigType type, Object value, Object byDefault, String documentation) {
        var key =
                new ConfigKey(
                        name, type, byDefault.toString(), "", ValueRule.ANYTHING, documentation);
        return new ConfigValue(key, value.toString());
    }
}
