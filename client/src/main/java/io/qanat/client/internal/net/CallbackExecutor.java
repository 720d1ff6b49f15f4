package io.qanat.client.internal.net;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/// Runs user code on threads of its own, and knows whether the present thread is one of them.
/// Thread-safe.
public final class CallbackExecutor implements Executor {
    private final Executor threads;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();

    /// Runs everything on `threads`.
    public CallbackExecutor(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(() -> {
            running.add(Thread.currentThread());
            try {
                task.run();
            } finally {
                running.remove(Thread.currentThread());
            }
        });
    }

    /// Whether the present thread is one of them.
    public boolean isHere() {
        return running.contains(Thread.currentThread());
    }

    /// Refuses what would wait for the very callback that it is called from.
    ///
    /// @throws IllegalStateException on one of the threads
    public void refuseHere(String action) {
        if (isHere()) {
            throw new IllegalStateException(
                    action
                            + " within a callback would wait for that callback; hand it to a thread"
                            + " of yours");
        }
    }
}
