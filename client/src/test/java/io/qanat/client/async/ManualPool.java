package io.qanat.client.async;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// An executor that runs at once, or when a test says so, or not at all.
final class ManualPool implements Executor {
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean isHeld;
    private @Nullable Error failure;

    /// Runs nothing until [#release].
    void hold() {
        isHeld = true;
    }

    /// Takes nothing any more.
    void fail(Error cause) {
        failure = cause;
    }

    void release() {
        isHeld = false;
        while (!waiting.isEmpty()) {
            waiting.removeFirst().run();
        }
    }

    @Override
    public void execute(Runnable task) {
        if (failure != null) {
            throw failure;
        }
        if (isHeld) {
            waiting.addLast(task);
        } else {
            task.run();
        }
    }
}
