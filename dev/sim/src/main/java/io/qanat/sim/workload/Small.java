package io.qanat.sim.workload;

import io.qanat.log.LogConfig;
import io.qanat.log.wal.WalLimits;

/// The configuration of logs in which a little work makes a lot happen.
final class Small {
    private static final int INDEX_INTERVAL_BYTES = 200;
    private static final int WAL_FILES_MAX = 4;

    private Small() {}

    /// @param segmentBytes the size at which segments roll
    /// @param walBytes the size at which the write-ahead log goes on in another file, so that a
    ///   checkpoint is due
    static LogConfig config(int segmentBytes, int walBytes) {
        return LogConfig.DEFAULT
                .withSegmentBytesMax(segmentBytes)
                .withIndexIntervalBytes(INDEX_INTERVAL_BYTES)
                .withWal(new WalLimits(walBytes, WAL_FILES_MAX));
    }
}
