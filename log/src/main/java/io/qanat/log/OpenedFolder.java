package io.qanat.log;

import java.util.concurrent.ConcurrentMap;

/// What opening made of a data folder.
///
/// @param files the files at its root
/// @param partitions its partitions; from now on the log writer's to change
/// @param leaderEpoch the epoch of this opening
/// @param report what was found
record OpenedFolder(
        FolderFiles files,
        ConcurrentMap<TopicPartition, PartitionLog> partitions,
        int leaderEpoch,
        RecoveryReport report) {}
