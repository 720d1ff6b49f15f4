package io.qanat.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The wish of the user (SIGINT) or the system (SIGTERM) that the command end. Thread-safe.
///
/// The command's thread waits for input or records in a stoppable section, which the signal
/// interrupts; then it drains, out of reach of further interrupts, and says that it is done. The
/// process ends when it has, or after a bound, with the exit code that the signal gives it: 130 or
/// 143.
final class StopSignal {
    private static final long DRAIN_SECONDS_MAX = 15;

    // guards: section, isRaised, failure, reactions
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread section;
    private boolean isRaised;
    private @Nullable CommandFailure failure;
    private final List<Runnable> reactions = new ArrayList<>();

    private final CountDownLatch done = new CountDownLatch(1);

    /// What a command waits in.
    @FunctionalInterface
    interface Section<E extends Exception> {
        /// Runs until its end or an interrupt.
        void run() throws E, InterruptedException;
    }

    /// A signal that the end of the process raises.
    static StopSignal atShutdown() {
        var signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::raiseAndWait, "qanat-stop"));
        return signal;
    }

    /// Runs a section on the calling thread, unless the signal was raised before. An interrupt that
    /// the signal made ends here: the thread's flag is clear afterwards.
    <E extends Exception> void stoppable(Section<E> stoppable) throws E {
        if (!enter()) {
            return;
        }
        try {
            stoppable.run();
        } catch (InterruptedException e) {
            // Only the signal interrupts a command's thread.
        } finally {
            leave();
        }
    }

    /// Has this done when the signal is raised, or now when it was.
    void onRaise(Runnable reaction) {
        boolean isLate;
        lock.lock();
        try {
            isLate = isRaised;
            reactions.add(reaction);
        } finally {
            lock.unlock();
        }
        if (isLate) {
            reaction.run();
        }
    }

    /// Whether the command is to end.
    boolean isRaised() {
        lock.lock();
        try {
            return isRaised;
        } finally {
            lock.unlock();
        }
    }

    /// Interrupts the stoppable section.
    void raise() {
        List<Runnable> due;
        lock.lock();
        try {
            due = isRaised ? List.of() : List.copyOf(reactions);
            isRaised = true;
            if (section != null) {
                section.interrupt();
            }
        } finally {
            lock.unlock();
        }
        due.forEach(Runnable::run);
    }

    /// Raises the signal for a reason of our own.
    void raise(CommandFailure reason) {
        lock.lock();
        try {
            failure = reason;
        } finally {
            lock.unlock();
        }
        raise();
    }

    /// Throws the reason for which the signal was raised, when it was one of our own.
    void verify() {
        lock.lock();
        try {
            if (failure != null) {
                throw failure;
            }
        } finally {
            lock.unlock();
        }
    }

    /// Says that the command has drained.
    void done() {
        done.countDown();
    }

    private void raiseAndWait() {
        raise();
        try {
            if (!done.await(DRAIN_SECONDS_MAX, TimeUnit.SECONDS)) {
                System.err.println(
                        "qanat: gave up after " + DRAIN_SECONDS_MAX + " s, not all is drained");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean enter() {
        lock.lock();
        try {
            if (!isRaised) {
                section = Thread.currentThread();
            }
            return !isRaised;
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            section = null;
        } finally {
            lock.unlock();
        }
        // Cleared last: from here on nobody interrupts, and draining must not see an old flag.
        Thread.interrupted();
    }
}
