package io.qanat.cli.consume;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What is to be read of a topic. Immutable.
///
/// @param topic the topic's name
/// @param partition the only one to be read, or all
/// @param start where each partition begins
/// @param countMax after how many records to stop
/// @param endsAtEnd whether to stop where the partitions end at the start, however few that are
/// @param silenceMax after how long without a record to stop
public record ReadPlan(
        String topic,
        OptionalInt partition,
        StartPosition start,
        OptionalLong countMax,
        boolean endsAtEnd,
        Optional<Duration> silenceMax) {}
