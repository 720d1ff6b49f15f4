package io.qanat.cli.dlq;

import io.qanat.client.pattern.LetterHeaders;

/// Whose headers make a record a dead letter. Immutable.
enum LetterDialect {
    /// Ours, and SmallRye Reactive Messaging's.
    QANAT(LetterHeaders.PREFIX, "topic", "reason"),
    /// Spring Kafka's `DeadLetterPublishingRecoverer`, whose partitions are binary.
    SPRING("kafka_dlt-", "original-topic", "exception-message"),
    /// The sinks of Kafka Connect.
    CONNECT("__connect.errors.", "topic", "exception.message"),
    /// Kafka Streams (KIP-1034).
    STREAMS("__streams.errors.", "topic", "message");

    private final String prefix;
    private final String topic;
    private final String reason;

    LetterDialect(String prefix, String topic, String reason) {
        this.prefix = prefix;
        this.topic = prefix + topic;
        this.reason = prefix + reason;
    }

    /// The header with the topic that the record was meant for, or was read from.
    String topicHeader() {
        return topic;
    }

    /// The header with the partition there, as text where there is any.
    String partitionHeader() {
        return prefix + "partition";
    }

    /// The header that says why.
    String reasonHeader() {
        return reason;
    }

    /// Whether a header is the letter's, rather than the record's own.
    boolean owns(String header) {
        return header.startsWith(prefix);
    }
}
