package io.qanat.log;

import io.qanat.log.segment.EpochSpans;
import io.qanat.log.segment.Segment;
import java.util.List;

/// One partition as readers see it at one moment. Immutable; the segments in it only grow behind
/// what it shows.
///
/// ```
///   logStart                 highWatermark      logEnd
///      |  readable, durable       |  not yet       |
///      [seg 0      ][seg 1        .....            )
///                                 ^ visibleBytes of the segment that holds the high watermark
/// ```
///
/// @param offsets the offsets that bound the partition
/// @param segments in ascending order, at least one
/// @param epochs the leader epochs of the batches
/// @param visibleSegment the index of the segment that holds the high watermark
/// @param visibleBytes the position of the high watermark in that segment
/// @param maxTimestamp the greatest timestamp below the high watermark, -1 when there is none
record PartitionView(
        PartitionOffsets offsets,
        List<Segment> segments,
        EpochSpans epochs,
        int visibleSegment,
        int visibleBytes,
        long maxTimestamp) {

    /// The index of the last segment that begins at or before an offset; 0 when all begin after it.
    int segmentIndex(long offset) {
        int low = 0;
        int high = segments.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (segments.get(middle).baseOffset() <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /// The position up to which a segment may be read.
    int limit(int segmentIndex) {
        if (segmentIndex < visibleSegment) {
            return segments.get(segmentIndex).sizeInBytes();
        }
        return segmentIndex == visibleSegment ? visibleBytes : 0;
    }
}
