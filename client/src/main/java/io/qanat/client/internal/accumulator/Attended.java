package io.qanat.client.internal.accumulator;

/// A callback whose sender sees to the loop itself once the record is appended: the loop is not
/// rung for its batch.
public interface Attended extends Prompt {}
