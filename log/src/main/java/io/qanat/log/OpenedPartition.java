package io.qanat.log;

import io.qanat.log.segment.PartitionFolder;
import io.qanat.log.segment.Segment;
import java.util.List;

/// What opening found of one partition. Immutable, but for what it refers to.
///
/// @param folder where its files are
/// @param epochs its leader epochs
/// @param segments its segments in order, at least one
/// @param full those but the last whose batches and indexes may not be on the disk
/// @param logStart the first offset that it still has
/// @param checked whether its files were not trusted, so that they must be completed when the log
///   is closed
/// @param recoveryPoint the offset up to which all is known to be on the disk
/// @param indexPoint the offset up to which the newest segment's index files are
record OpenedPartition(
        PartitionFolder folder,
        LeaderEpochs epochs,
        List<Segment> segments,
        List<Segment> full,
        long logStart,
        boolean checked,
        long recoveryPoint,
        long indexPoint) {}
