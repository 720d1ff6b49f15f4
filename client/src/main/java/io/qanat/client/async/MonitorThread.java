package io.qanat.client.async;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A monitor on a thread of its own. Thread-safe.
final class MonitorThread implements Monitor {
    private final BiFunction<String, Runnable, Thread> threads;

    /// Written once by [#start].
    private volatile @Nullable Thread thread;

    private volatile boolean isStopped;

    /// @param threads makes a thread that is not started, by its role
    MonitorThread(BiFunction<String, Runnable, Thread> threads) {
        this.threads = threads;
    }

    @Override
    public void start(LongSupplier look, Consumer<Throwable> onFailure) {
        Thread started = threads.apply("buffer-timeout", () -> run(look, onFailure));
        thread = started;
        started.start();
    }

    @Override
    public void wake() {
        LockSupport.unpark(thread);
    }

    @Override
    public void stop() {
        isStopped = true;
        wake();
    }

    private void run(LongSupplier look, Consumer<Throwable> onFailure) {
        try {
            while (!isStopped) {
                long waitNanos = look.getAsLong();
                if (waitNanos > 0) {
                    LockSupport.parkNanos(this, waitNanos);
                }
            }
        } catch (RuntimeException | Error e) {
            onFailure.accept(e);
        }
    }
}
