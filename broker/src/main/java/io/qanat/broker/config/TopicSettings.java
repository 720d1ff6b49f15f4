package io.qanat.broker.config;

import java.util.Map;
import java.util.Optional;

/// One topic's configuration: what was set for it, and what follows for the records that it takes.
/// Immutable.
public final class TopicSettings {
    private static final String LOG_APPEND_TIME = "LogAppendTime";

    private final Map<String, String> overrides;
    private final int messageBytesMax;
    private final boolean isCompacted;
    private final boolean stampsAppendTime;
    private final long timestampBeforeMaxMillis;
    private final long timestampAfterMaxMillis;

    /// The configuration of a topic for which these keys were set; all of them are known and their
    /// values good.
    ///
    /// @param overrides what was set for the topic
    /// @param messageBytesMaxDefault the broker's bound where the topic sets none
    public TopicSettings(Map<String, String> overrides, int messageBytesMaxDefault) {
        this.overrides = Map.copyOf(overrides);
        messageBytesMax =
                override(TopicConfigKeys.MAX_MESSAGE_BYTES)
                        .map(value -> Integer.parseInt(value.strip()))
                        .orElse(messageBytesMaxDefault);
        isCompacted = value(TopicConfigKeys.CLEANUP_POLICY).contains("compact");
        stampsAppendTime = value(TopicConfigKeys.TIMESTAMP_TYPE).strip().equals(LOG_APPEND_TIME);
        timestampBeforeMaxMillis = number(TopicConfigKeys.TIMESTAMP_BEFORE_MAX_MS);
        timestampAfterMaxMillis = number(TopicConfigKeys.TIMESTAMP_AFTER_MAX_MS);
    }

    /// What was set for the topic.
    public Map<String, String> overrides() {
        return overrides;
    }

    /// The largest batch that the topic takes.
    public int messageBytesMax() {
        return messageBytesMax;
    }

    /// Whether every record needs a key.
    public boolean isCompacted() {
        return isCompacted;
    }

    /// Whether the broker's clock stamps the records.
    public boolean stampsAppendTime() {
        return stampsAppendTime;
    }

    /// How far in the past a record's timestamp may lie.
    public long timestampBeforeMaxMillis() {
        return timestampBeforeMaxMillis;
    }

    /// How far in the future a record's timestamp may lie.
    public long timestampAfterMaxMillis() {
        return timestampAfterMaxMillis;
    }

    private Optional<String> override(String name) {
        return Optional.ofNullable(overrides.get(name));
    }

    private String value(String name) {
        return override(name)
                .orElseGet(() -> TopicConfigKeys.named(name).orElseThrow().defaultValue());
    }

    private long number(String name) {
        return Long.parseLong(value(name).strip());
    }
}
