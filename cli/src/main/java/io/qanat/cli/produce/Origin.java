package io.qanat.cli.produce;

/// Where a record was read. Immutable.
///
/// @param source a file's name, or stdin
/// @param line its number there, from 1
public record Origin(String source, long line) {}
