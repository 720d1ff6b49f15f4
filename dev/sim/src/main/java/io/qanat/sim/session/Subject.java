package io.qanat.sim.session;

import io.qanat.log.DataFolder;
import io.qanat.log.Log;
import io.qanat.log.LogConfig;
import io.qanat.log.SteppedLog;
import java.util.function.LongSupplier;

/// A log that runs step by step. Decorators of it do wrong on purpose.
public interface Subject extends AutoCloseable {
    /// What opens it.
    @FunctionalInterface
    interface Opening {
        /// Opens the partitions of a folder.
        Subject open(DataFolder folder, LogConfig config, LongSupplier nanoTime);
    }

    /// The log as it is shipped.
    static Subject shipped(DataFolder folder, LogConfig config, LongSupplier nanoTime) {
        SteppedLog stepped = SteppedLog.open(folder, config, nanoTime);
        return new Subject() {
            @Override
            public Log log() {
                return stepped.log();
            }

            @Override
            public boolean step() {
                return stepped.step();
            }

            @Override
            public void close() {
                stepped.close();
            }
        };
    }

    /// The log; waiting on its futures between steps would wait for ever.
    Log log();

    /// Does the next piece of work; false when there is none.
    boolean step();

    @Override
    void close();
}
