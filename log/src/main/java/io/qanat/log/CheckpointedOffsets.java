package io.qanat.log;

/// What the checkpoint files say of one partition. Immutable.
///
/// @param exists whether they name it at all
/// @param recoveryPoint up to here its batches are durable
/// @param indexPoint up to here the index files of its newest segment are durable too, if that is
///   within that segment
/// @param logStart the first offset that it still has
record CheckpointedOffsets(boolean exists, long recoveryPoint, long indexPoint, long logStart) {}
