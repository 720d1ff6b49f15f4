package io.qanat.log;

import java.util.function.LongSupplier;

/// A log that has no thread and works only when it is told to: the same classes as behind
/// [Log#open], for simulations. Confined to one thread.
///
/// An append to [#log()] gathers; [#step()] carries out all that gathered as one group, and
/// completes the futures before it returns. An error that the disk throws other than an
/// [java.io.IOException] passes through `step()`, and the log must not be used again.
public final class SteppedLog implements AutoCloseable {
    private final SegmentedLog<SteppedCommands> log;

    private SteppedLog(SegmentedLog<SteppedCommands> log) {
        this.log = log;
    }

    /// Opens the partitions of a folder as [Log#open] does.
    ///
    /// @param nanoTime a clock that only measures distances
    /// @throws LogException when the folder cannot be opened
    public static SteppedLog open(DataFolder folder, LogConfig config, LongSupplier nanoTime) {
        return new SteppedLog(
                SegmentedLog.open(
                        folder,
                        config,
                        Crew.ALONE,
                        commit -> new SteppedCommands(commit, nanoTime)));
    }

    /// The log; waiting on its futures between steps would wait for ever.
    public Log log() {
        return log;
    }

    /// Does the next piece of work: all commands that wait as one group, or what is due without
    /// them. Returns false when there is nothing to do.
    public boolean step() {
        return log.commands().step();
    }

    /// Carries out what waits, makes it durable and closes all files.
    @Override
    public void close() {
        log.close();
    }
}
