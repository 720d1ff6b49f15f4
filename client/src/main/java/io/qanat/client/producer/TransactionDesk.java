package io.qanat.client.producer;

import io.qanat.client.ClientException;
import io.qanat.client.TopicPartition;
import io.qanat.client.TransactionException;
import io.qanat.client.internal.net.ClientLoop;
import io.qanat.client.internal.sink.Sinks;
import io.qanat.client.internal.transaction.CommitResult;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Where callers ask for transactions, which the client's loop looks after. Thread-safe.
final class TransactionDesk {
    /// Lets records in, or not.
    interface Gate {
        void admit(boolean isOpen);
    }

    private final ProducerConfig config;
    private final ClientLoop loop;
    private final Sinks sinks;
    private final Gate gate;

    TransactionDesk(ProducerConfig config, ClientLoop loop, Sinks sinks, Gate gate) {
        this.config = config;
        this.loop = loop;
        this.sinks = sinks;
        this.gate = gate;
    }

    void initialize(Duration limit) throws InterruptedException {
        verify();
        var done = new CompletableFuture<Void>();
        order((transactions, nowNanos) -> transactions.initialize(limit, done, nowNanos));
        await(done);
    }

    void begin(Duration limit) throws InterruptedException {
        verify();
        var done = new CompletableFuture<Void>();
        order((transactions, nowNanos) -> transactions.begin(limit, done, nowNanos));
        await(done);
        gate.admit(true);
    }

    void offsets(GroupMember member, Map<TopicPartition, GroupOffset> offsets) {
        Map<TopicPartition, GroupOffset> copy = Map.copyOf(offsets);
        order((transactions, nowNanos) -> transactions.offsets(member, copy, nowNanos));
    }

    /// Waits until the records' callbacks were called, too.
    CommitResult commit(Duration limit) throws InterruptedException {
        gate.admit(false);
        var done = new CompletableFuture<CommitResult>();
        CompletableFuture<CommitResult> told = afterCallbacks(done);
        order((transactions, nowNanos) -> transactions.commit(limit, done, nowNanos));
        return await(told);
    }

    CommitResult commitAgain(Duration limit) throws InterruptedException {
        var done = new CompletableFuture<CommitResult>();
        order((transactions, nowNanos) -> transactions.commitAgain(limit, done, nowNanos));
        return await(done);
    }

    void abort(Duration limit) throws InterruptedException {
        gate.admit(false);
        var done = new CompletableFuture<Void>();
        CompletableFuture<Void> told = afterCallbacks(done);
        order((transactions, nowNanos) -> transactions.abort(limit, done, nowNanos));
        await(told);
    }

    /// Has the open transaction aborted, if there is one; nobody is told.
    void leave(Duration limit) {
        gate.admit(false);
        var nobody = new CompletableFuture<Void>();
        order((transactions, nowNanos) -> transactions.abort(limit, nobody, nowNanos));
    }

    /// Has the open transaction aborted, if there is one; does not wait for it.
    CompletableFuture<Void> abandon(Duration limit) {
        gate.admit(false);
        var done = new CompletableFuture<Void>();
        order((transactions, nowNanos) -> transactions.abort(limit, done, nowNanos));
        return done;
    }

    /// A record of the open transaction was refused before it was taken.
    void recordRefused(ClientException cause) {
        if (config.isTransactional()) {
            order((transactions, nowNanos) -> transactions.failed(cause));
        }
    }

    ClientException notOpen(String topic) {
        return new TransactionException(
                "produce to "
                        + topic
                        + ": no transaction of "
                        + config.transactionalId().orElse("")
                        + " is open; begin one first");
    }

    private void verify() {
        if (!config.isTransactional()) {
            throw new TransactionException(
                    "the producer has no transactions: set transactional.id");
        }
    }

    private void order(Sinks.TransactionOrder order) {
        loop.execute(() -> sinks.transact(order));
    }

    /// Called before anybody can complete `done`: what it leads to belongs on the loop, which does.
    private <T> CompletableFuture<T> afterCallbacks(CompletableFuture<T> done) {
        var called = new CompletableFuture<Void>();
        return done.whenComplete(
                        (result, failure) -> sinks.afterCallbacks(() -> called.complete(null)))
                .thenCombine(called, (result, nothing) -> result);
    }

    private static <T> T await(CompletableFuture<T> done) throws InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ClientException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
