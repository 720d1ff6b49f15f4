package io.qanat.log;

import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The checkpoints of a log on threads of their own, one at a time. Confined to the log writer, but
/// for what says otherwise.
final class CheckpointThread {
    private final GroupCommit commit;
    private final ThreadFactory threads;
    private final Runnable onDone;
    private @Nullable Checkpoint running;
    private @Nullable Thread thread;

    /// Set by the checkpoint's thread; says that all it did is visible.
    private volatile boolean done;

    /// @param onDone told by a checkpoint's thread that there is something to collect
    CheckpointThread(GroupCommit commit, ThreadFactory threads, Runnable onDone) {
        this.commit = commit;
        this.threads = threads;
        this.onDone = onDone;
    }

    /// Starts the next checkpoint, when one is due.
    void startNext(long nowNanos) {
        Optional<Checkpoint> next = commit.nextCheckpoint(nowNanos);
        if (next.isPresent()) {
            running = next.get();
            Thread started = threads.newThread(() -> run(next.get()));
            thread = started;
            started.start();
        }
    }

    private void run(Checkpoint checkpoint) {
        try {
            checkpoint.run(commit.crew());
        } catch (RuntimeException | Error e) {
            // The top frame of the thread: the log writer seals the log.
            checkpoint.failed(e);
            throw e;
        } finally {
            done = true;
            onDone.run();
        }
    }

    /// Whether a checkpoint has ended that was not collected.
    boolean isDone() {
        return done;
    }

    /// Waits for the checkpoint that is under way, if there is one, and collects it.
    void await(LongSupplier nanoTime) {
        Thread awaited = thread;
        boolean interrupted = false;
        while (awaited != null && awaited.isAlive()) {
            try {
                awaited.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        collect(nanoTime.getAsLong());
    }

    /// Gives a checkpoint that has ended back to the core.
    void collect(long nowNanos) {
        Checkpoint ended = running;
        if (done && ended != null) {
            done = false;
            running = null;
            thread = null;
            commit.ended(ended, nowNanos);
        }
    }
}
