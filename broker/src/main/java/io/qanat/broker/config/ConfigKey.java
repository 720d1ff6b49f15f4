package io.qanat.broker.config;

/// One thing that can be configured. Immutable.
///
/// @param name the key, as Apache Kafka names it
/// @param type the kind of its values
/// @param defaultValue the value when nothing is configured
/// @param brokerName the broker-wide key that gives a topic's key its default; empty when there is
///   none
/// @param rule what values must be like
/// @param documentation what the key does here, in a sentence
public record ConfigKey(
        String name,
        ConfigType type,
        String defaultValue,
        String brokerName,
        ValueRule rule,
        String documentation) {}
