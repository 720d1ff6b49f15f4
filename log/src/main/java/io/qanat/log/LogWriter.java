package io.qanat.log;

import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// The thread that owns all changes of a log, with its queue: a shell around [GroupCommit].
///
/// It takes the commands that wait as one group; while it writes and syncs them, the next group
/// gathers. The queue is bounded: who finds it full waits, but for the thread itself. Thread-safe.
final class LogWriter implements Commands {
    private final GroupCommit commit;
    private final LongSupplier nanoTime;
    private final int commandsMax;
    private final CheckpointThread checkpoints;
    private final Thread thread;

    // guards: waiting, closing
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Condition notFull = lock.newCondition();
    private final CommandQueue waiting;
    private boolean closing;

    /// Confined to the thread: nothing comes after the group that it took last.
    private boolean ended;

    private LogWriter(
            GroupCommit commit, int commandsMax, LongSupplier nanoTime, ThreadFactory threads) {
        this.commit = commit;
        this.waiting = new CommandQueue(commit.groupBytesMax());
        this.nanoTime = nanoTime;
        this.commandsMax = commandsMax;
        this.checkpoints = new CheckpointThread(commit, threads, this::wake);
        this.thread = threads.newThread(this::run);
    }

    static LogWriter start(
            GroupCommit commit, int commandsMax, LongSupplier nanoTime, ThreadFactory threads) {
        var writer = new LogWriter(commit, commandsMax, nanoTime, threads);
        writer.thread.start();
        return writer;
    }

    @Override
    public void put(Command command) {
        if (!queued(command)) {
            command.fail(new LogClosedException());
        }
    }

    private boolean queued(Command command) {
        lock.lock();
        try {
            while (waiting.size() >= commandsMax
                    && !closing
                    && !thread.equals(Thread.currentThread())) {
                notFull.awaitUninterruptibly();
            }
            if (closing) {
                return false;
            }
            waiting.add(command);
            if (waiting.size() == 1) {
                notEmpty.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        List<Command> group = List.of();
        try {
            while (!ended) {
                group = take();
                checkpoints.collect(nanoTime.getAsLong());
                if (commit.isBehind()) {
                    checkpoints.startNext(nanoTime.getAsLong());
                    checkpoints.await(nanoTime);
                }
                commit.run(group, nanoTime.getAsLong());
                checkpoints.startNext(nanoTime.getAsLong());
            }
        } catch (RuntimeException | Error e) {
            // The top frame of the thread: whoever waits must learn of it.
            commit.abandon(group, e);
            commit.abandon(stop(), e);
            throw e;
        } finally {
            checkpoints.await(nanoTime);
            commit.close();
        }
    }

    /// The next group of commands; empty when a sync is due or the log is being closed.
    private List<Command> take() {
        lock.lock();
        try {
            long nanos = commit.nanosUntilSync(nanoTime.getAsLong());
            while (waiting.isEmpty() && !closing && nanos > 0 && !checkpoints.isDone()) {
                nanos = notEmpty.awaitNanos(nanos);
            }
            return nextGroup();
        } catch (InterruptedException e) {
            // Nobody else knows this thread; only close() ends it.
            return nextGroup();
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            notEmpty.signal();
        } finally {
            lock.unlock();
        }
    }

    private List<Command> nextGroup() {
        List<Command> group = waiting.nextGroup();
        ended = closing && waiting.isEmpty();
        notFull.signalAll();
        return group;
    }

    @Override
    public boolean isClosed() {
        lock.lock();
        try {
            return closing;
        } finally {
            lock.unlock();
        }
    }

    private List<Command> stop() {
        lock.lock();
        try {
            closing = true;
            notFull.signalAll();
            return waiting.drain();
        } finally {
            lock.unlock();
        }
    }

    /// Carries out what is queued, closes the log and waits for that, unless called by the thread
    /// itself.
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            notEmpty.signal();
            notFull.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive() && !thread.equals(Thread.currentThread())) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
