package io.qanat.client.async;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A future that tells when somebody waits for it, so that nothing is held back meanwhile. Those
/// made from it do the same. Thread-safe.
abstract class AwaitedFuture<T> extends CompletableFuture<T> {
    /// A thread is about to wait.
    ///
    /// @throws IllegalStateException when it would wait for itself
    abstract void awaited();

    @Override
    public T get() throws InterruptedException, ExecutionException {
        tell();
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        tell();
        return super.get(timeout, unit);
    }

    @Override
    public T join() {
        tell();
        return super.join();
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new Derived<>(this);
    }

    private void tell() {
        if (!isDone()) {
            awaited();
        }
    }

    /// Depends on another one. Thread-safe.
    private static final class Derived<T> extends AwaitedFuture<T> {
        private final AwaitedFuture<?> root;

        private Derived(AwaitedFuture<?> root) {
            this.root = root;
        }

        @Override
        void awaited() {
            // Also when the root is done: a stage between the two may wait for other records.
            root.awaited();
        }

        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new Derived<>(root);
        }
    }
}
