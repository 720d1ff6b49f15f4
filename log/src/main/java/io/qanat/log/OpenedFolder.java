package io.qanat.log;

import io.qanat.log.wal.WriteAheadLog;
import java.util.List;
import java.util.concurrent.ConcurrentMap;

/// What opening made of a data folder.
///
/// @param files the files at its root
/// @param partitions its partitions; from now on the log writer's to change
/// @param unreadable those that could not be opened
/// @param leaderEpoch the epoch of this opening
/// @param wal the write-ahead log, to go on in
/// @param unsynced the partitions whose segments may lack on the disk what the write-ahead log has
/// @param report what was found
record OpenedFolder(
        FolderFiles files,
        ConcurrentMap<TopicPartition, PartitionLog> partitions,
        UnreadablePartitions unreadable,
        int leaderEpoch,
        WriteAheadLog wal,
        List<PartitionLog> unsynced,
        RecoveryReport report) {}
