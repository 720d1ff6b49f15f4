package io.qanat.client.async;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A monitor whose looks are made by a test. Confined to the test's thread.
final class ManualMonitor implements Monitor {
    private @Nullable LongSupplier look;
    private @Nullable Consumer<Throwable> onFailure;
    private boolean isWoken;
    private boolean isStopped;

    @Override
    public void start(LongSupplier next, Consumer<Throwable> whenFailed) {
        look = next;
        onFailure = whenFailed;
    }

    @Override
    public void wake() {
        isWoken = true;
    }

    @Override
    public void stop() {
        isStopped = true;
    }

    boolean isStopped() {
        return isStopped;
    }

    /// Whether it was woken since this was last asked.
    boolean takeWoken() {
        boolean was = isWoken;
        isWoken = false;
        return was;
    }

    /// Looks once, as its thread would.
    long look() {
        LongSupplier next = look;
        Consumer<Throwable> whenFailed = onFailure;
        if (next == null || whenFailed == null || isStopped) {
            return Long.MAX_VALUE;
        }
        try {
            return next.getAsLong();
        } catch (RuntimeException | Error e) {
            isStopped = true;
            whenFailed.accept(e);
            return Long.MAX_VALUE;
        }
    }
}
