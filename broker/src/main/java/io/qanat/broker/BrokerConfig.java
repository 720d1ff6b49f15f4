package io.qanat.broker;

/// How a broker behaves. Immutable.
///
/// @param autoCreateTopics whether the first use of an unknown topic creates it
/// @param partitionsDefault partitions of a topic that is created without a count, from 1
public record BrokerConfig(boolean autoCreateTopics, int partitionsDefault) {}
