package io.qanat.broker;

import io.qanat.log.LogConfig;
import java.util.ArrayList;

/// How a broker behaves. Immutable.
///
/// @param autoCreateTopics whether the first use of an unknown topic creates it
/// @param partitionsDefault partitions of a topic that is created without a count, from 1
/// @param messageBytesMax the largest batch of records that a topic takes unless it has its own
///   bound
/// @param requestBytesMax the largest request; a larger one closes its connection
/// @param fetchBytesMax the most records in one answer to a fetch, but for a single larger batch;
///   at most an eighth of the heap
/// @param connectionsMax open connections; at the bound a new one is closed at once
/// @param log how records are kept
public record BrokerConfig(
        boolean autoCreateTopics,
        int partitionsDefault,
        int messageBytesMax,
        int requestBytesMax,
        int fetchBytesMax,
        int connectionsMax,
        LogConfig log) {
    /// Apache Kafka's sizes, one partition per topic, topics created on first use, everything
    /// durable before it is acknowledged.
    public static final BrokerConfig DEFAULT =
            new BrokerConfig(
                    true,
                    1,
                    1_048_588,
                    100 * 1024 * 1024,
                    55 * 1024 * 1024,
                    1000,
                    LogConfig.DEFAULT);

    /// Reports all that is out of bounds at once.
    public BrokerConfig {
        var problems = new ArrayList<String>();
        requireFrom1("partitionsDefault", partitionsDefault, problems);
        requireFrom1("messageBytesMax", messageBytesMax, problems);
        requireFrom1("requestBytesMax", requestBytesMax, problems);
        requireFrom1("fetchBytesMax", fetchBytesMax, problems);
        requireFrom1("connectionsMax", connectionsMax, problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    /// The same with another rule for unknown topics.
    public BrokerConfig withAutoCreateTopics(boolean creates) {
        return new BrokerConfig(
                creates,
                partitionsDefault,
                messageBytesMax,
                requestBytesMax,
                fetchBytesMax,
                connectionsMax,
                log);
    }

    /// The same with another number of partitions.
    public BrokerConfig withPartitionsDefault(int partitions) {
        return new BrokerConfig(
                autoCreateTopics,
                partitions,
                messageBytesMax,
                requestBytesMax,
                fetchBytesMax,
                connectionsMax,
                log);
    }

    /// The same with another bound on batches.
    public BrokerConfig withMessageBytesMax(int bytes) {
        return new BrokerConfig(
                autoCreateTopics,
                partitionsDefault,
                bytes,
                requestBytesMax,
                fetchBytesMax,
                connectionsMax,
                log);
    }

    /// The same with another bound on requests.
    public BrokerConfig withRequestBytesMax(int bytes) {
        return new BrokerConfig(
                autoCreateTopics,
                partitionsDefault,
                messageBytesMax,
                bytes,
                fetchBytesMax,
                connectionsMax,
                log);
    }

    /// The same with another bound on the answers to fetches.
    public BrokerConfig withFetchBytesMax(int bytes) {
        return new BrokerConfig(
                autoCreateTopics,
                partitionsDefault,
                messageBytesMax,
                requestBytesMax,
                bytes,
                connectionsMax,
                log);
    }

    /// The same with another bound on connections.
    public BrokerConfig withConnectionsMax(int connections) {
        return new BrokerConfig(
                autoCreateTopics,
                partitionsDefault,
                messageBytesMax,
                requestBytesMax,
                fetchBytesMax,
                connections,
                log);
    }

    /// The same with another way of keeping records.
    public BrokerConfig withLog(LogConfig config) {
        return new BrokerConfig(
                autoCreateTopics,
                partitionsDefault,
                messageBytesMax,
                requestBytesMax,
                fetchBytesMax,
                connectionsMax,
                config);
    }

    private static void requireFrom1(String name, int value, ArrayList<String> problems) {
        if (value < 1) {
            problems.add(name + " " + value + " is below 1");
        }
    }
}
