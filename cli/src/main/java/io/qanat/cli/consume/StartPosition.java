package io.qanat.cli.consume;

/// Where the reading of a partition begins.
public sealed interface StartPosition {
    /// At the first record that is there.
    record Earliest() implements StartPosition {}

    /// Behind the last record that is there.
    record Latest() implements StartPosition {}

    /// At an offset.
    record At(long offset) implements StartPosition {}
}
