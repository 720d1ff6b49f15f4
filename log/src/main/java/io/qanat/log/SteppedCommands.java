package io.qanat.log;

import java.util.Optional;
import java.util.function.LongSupplier;

/// The commands of a log without a thread: they gather until somebody steps. Confined to the thread
/// that steps.
final class SteppedCommands implements Commands {
    private final GroupCommit commit;
    private final LongSupplier nanoTime;
    private final CommandQueue waiting;
    private boolean closed;

    SteppedCommands(GroupCommit commit, LongSupplier nanoTime) {
        this.commit = commit;
        this.nanoTime = nanoTime;
        this.waiting = new CommandQueue(commit.groupBytesMax());
    }

    @Override
    public void put(Command command) {
        if (closed) {
            command.fail(new LogClosedException());
        } else {
            waiting.add(command);
        }
    }

    /// Carries out what waits as one group, or the sync that is due, or a checkpoint; false when
    /// there is none of these.
    boolean step() {
        if (closed) {
            return false;
        }
        long now = nanoTime.getAsLong();
        if (waiting.isEmpty() && commit.nanosUntilSync(now) > 0) {
            return checkpoint(now);
        }
        if (commit.isBehind()) {
            checkpoint(now);
        }
        commit.run(waiting.nextGroup(), now);
        return true;
    }

    private boolean checkpoint(long now) {
        Optional<Checkpoint> due = commit.nextCheckpoint(now);
        due.ifPresent(checkpoint -> {
            checkpoint.run(commit.crew());
            commit.ended(checkpoint, now);
        });
        return due.isPresent();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        if (!closed) {
            while (!waiting.isEmpty()) {
                step();
            }
            closed = true;
            commit.close();
        }
    }
}
