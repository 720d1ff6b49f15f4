package io.qanat.broker.config;

import static io.qanat.broker.config.ConfigType.BOOLEAN;
import static io.qanat.broker.config.ConfigType.DOUBLE;
import static io.qanat.broker.config.ConfigType.INT;
import static io.qanat.broker.config.ConfigType.LIST;
import static io.qanat.broker.config.ConfigType.LONG;
import static io.qanat.broker.config.ConfigType.STRING;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The table of topic configuration keys: Apache Kafka's, so that every client can create its
/// topics here. Immutable.
///
/// A key whose documentation says "Stored" is kept and shown, and has no effect here.
public final class TopicConfigKeys {
    /// The largest batch that a topic takes.
    public static final String MAX_MESSAGE_BYTES = "max.message.bytes";

    /// Whether old records are deleted, compacted, or both.
    public static final String CLEANUP_POLICY = "cleanup.policy";

    /// Whose clock stamps the records.
    public static final String TIMESTAMP_TYPE = "message.timestamp.type";

    /// How far in the past a record's timestamp may lie.
    public static final String TIMESTAMP_BEFORE_MAX_MS = "message.timestamp.before.max.ms";

    /// How far in the future a record's timestamp may lie.
    public static final String TIMESTAMP_AFTER_MAX_MS = "message.timestamp.after.max.ms";

    private static final ValueRule FROM_0 = ValueRule.whole(0, Long.MAX_VALUE);
    private static final ValueRule FROM_1 = ValueRule.whole(1, Long.MAX_VALUE);
    private static final ValueRule FROM_MINUS_1 = ValueRule.whole(-1, Long.MAX_VALUE);
    private static final ValueRule FROM_MINUS_2 = ValueRule.whole(-2, Long.MAX_VALUE);
    private static final ValueRule INT_FROM_0 = ValueRule.whole(0, Integer.MAX_VALUE);
    private static final String NEVER = String.valueOf(Long.MAX_VALUE);
    private static final String WEEK = "604800000";
    private static final String SYNCED_BY_POLICY =
            "Stored; has no effect: the broker's qanat.log.sync.policy decides for all topics.";
    private static final String STORED = "Stored; has no effect on this broker.";

    private static final Map<String, ConfigKey> KEYS = new TreeMap<>();

    static {
        effective(
                CLEANUP_POLICY,
                LIST,
                "delete",
                "log.cleanup.policy",
                ValueRule.anyOf("delete", "compact"),
                "With compact, a record without a key is refused. Cleaning itself is not done yet.");
        effective(
                MAX_MESSAGE_BYTES,
                INT,
                "1048588",
                "message.max.bytes",
                INT_FROM_0,
                "The largest batch that is taken.");
        effective(
                TIMESTAMP_TYPE,
                STRING,
                "CreateTime",
                "log.message.timestamp.type",
                ValueRule.oneOf("CreateTime", "LogAppendTime"),
                "Whose clock stamps the records: the producer's or the broker's.");
        effective(
                TIMESTAMP_BEFORE_MAX_MS,
                LONG,
                NEVER,
                "log.message.timestamp.before.max.ms",
                FROM_0,
                "How far in the past a record's timestamp may lie, with CreateTime.");
        effective(
                TIMESTAMP_AFTER_MAX_MS,
                LONG,
                "3600000",
                "log.message.timestamp.after.max.ms",
                FROM_0,
                "How far in the future a record's timestamp may lie, with CreateTime.");
        effective(
                "compression.type",
                STRING,
                "producer",
                "compression.type",
                ValueRule.oneOf("producer"),
                "Batches are kept as the producer compressed them; nothing else is offered.");
        stored(
                "compression.gzip.level",
                INT,
                "-1",
                "compression.gzip.level",
                ValueRule.whole(-1, 9));
        stored("compression.lz4.level", INT, "9", "compression.lz4.level", ValueRule.whole(1, 17));
        stored(
                "compression.zstd.level",
                INT,
                "3",
                "compression.zstd.level",
                ValueRule.whole(-131072, 22));
        stored("delete.retention.ms", LONG, "86400000", "log.cleaner.delete.retention.ms", FROM_0);
        stored("file.delete.delay.ms", LONG, "60000", "log.segment.delete.delay.ms", FROM_0);
        effective(
                "flush.messages",
                LONG,
                NEVER,
                "log.flush.interval.messages",
                FROM_1,
                SYNCED_BY_POLICY);
        effective("flush.ms", LONG, NEVER, "log.flush.interval.ms", FROM_0, SYNCED_BY_POLICY);
        stored("follower.replication.throttled.replicas", LIST, "", "", ValueRule.ANYTHING);
        stored("index.interval.bytes", INT, "4096", "log.index.interval.bytes", INT_FROM_0);
        stored("leader.replication.throttled.replicas", LIST, "", "", ValueRule.ANYTHING);
        stored("local.retention.bytes", LONG, "-2", "log.local.retention.bytes", FROM_MINUS_2);
        stored("local.retention.ms", LONG, "-2", "log.local.retention.ms", FROM_MINUS_2);
        stored("max.compaction.lag.ms", LONG, NEVER, "log.cleaner.max.compaction.lag.ms", FROM_1);
        stored(
                "min.cleanable.dirty.ratio",
                DOUBLE,
                "0.5",
                "log.cleaner.min.cleanable.ratio",
                ValueRule.fraction(0, 1));
        stored("min.compaction.lag.ms", LONG, "0", "log.cleaner.min.compaction.lag.ms", FROM_0);
        stored(
                "min.insync.replicas",
                INT,
                "1",
                "min.insync.replicas",
                ValueRule.whole(1, Integer.MAX_VALUE));
        stored("preallocate", ConfigType.BOOLEAN, "false", "log.preallocate", ValueRule.BOOLEAN);
        stored("remote.log.copy.disable", BOOLEAN, "false", "", ValueRule.oneOf("false"));
        stored("remote.log.delete.on.disable", BOOLEAN, "false", "", ValueRule.oneOf("false"));
        stored("remote.storage.enable", BOOLEAN, "false", "", ValueRule.oneOf("false"));
        stored("retention.bytes", LONG, "-1", "log.retention.bytes", FROM_MINUS_1);
        stored("retention.ms", LONG, WEEK, "log.retention.ms", FROM_MINUS_1);
        stored(
                "segment.bytes",
                INT,
                "1073741824",
                "log.segment.bytes",
                ValueRule.whole(14, Integer.MAX_VALUE));
        stored(
                "segment.index.bytes",
                INT,
                "10485760",
                "log.index.size.max.bytes",
                ValueRule.whole(4, Integer.MAX_VALUE));
        stored("segment.jitter.ms", LONG, "0", "log.roll.jitter.ms", FROM_0);
        stored("segment.ms", LONG, WEEK, "log.roll.ms", FROM_1);
        stored(
                "unclean.leader.election.enable",
                BOOLEAN,
                "false",
                "unclean.leader.election.enable",
                ValueRule.BOOLEAN);
    }

    private TopicConfigKeys() {}

    /// Every key, by name.
    public static Collection<ConfigKey> all() {
        return KEYS.values();
    }

    /// One key by name.
    public static Optional<ConfigKey> named(String name) {
        return Optional.ofNullable(KEYS.get(name));
    }

    private static void stored(
            String name, ConfigType type, String value, String brokerName, ValueRule rule) {
        effective(name, type, value, brokerName, rule, STORED);
    }

    private static void effective(
            String name,
            ConfigType type,
            String value,
            String brokerName,
            ValueRule rule,
            String documentation) {
        KEYS.put(name, new ConfigKey(name, type, value, brokerName, rule, documentation));
    }
}
