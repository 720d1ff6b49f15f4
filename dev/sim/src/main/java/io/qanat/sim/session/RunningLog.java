package io.qanat.sim.session;

import io.qanat.log.DataFolder;
import io.qanat.log.Log;
import io.qanat.sim.oracle.Violation;

/// A folder and its log, both open.
///
/// @param folder the folder
/// @param subject the log
record RunningLog(DataFolder folder, Subject subject) implements AutoCloseable {
    private static final int STEPS_MAX = 1000;

    Log log() {
        return subject.log();
    }

    /// Lets the log work until it has nothing to do.
    ///
    /// @param afterStep runs after each step
    void work(Runnable afterStep) {
        for (int steps = 0; subject.step(); steps++) {
            afterStep.run();
            if (steps == STEPS_MAX) {
                throw new Violation("the log never comes to rest");
            }
        }
    }

    @Override
    public void close() {
        subject.close();
        folder.close();
    }
}
