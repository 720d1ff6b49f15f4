package io.qanat.log;

import io.qanat.log.segment.Segment;
import java.io.IOException;
import java.util.Optional;

/// The search for records by their timestamp. Stateless.
final class TimestampSearch {
    private TimestampSearch() {}

    /// The first batch that reaches a timestamp.
    static Optional<TimestampOffset> first(PartitionView view, long timestamp) throws IOException {
        for (int i = 0; i <= view.visibleSegment(); i++) {
            Segment segment = view.segments().get(i);
            if (segment.maxTimestamp() >= timestamp) {
                Optional<TimestampOffset> found =
                        segment.reader()
                                .batchReaching(timestamp, view.limit(i))
                                .map(header ->
                                        new TimestampOffset(
                                                header.maxTimestamp(), header.baseOffset()));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /// The first batch that has the greatest timestamp.
    static Optional<TimestampOffset> greatest(PartitionView view) throws IOException {
        return view.maxTimestamp() < 0 ? Optional.empty() : first(view, view.maxTimestamp());
    }
}
