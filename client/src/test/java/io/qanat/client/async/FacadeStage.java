package io.qanat.client.async;

import io.qanat.client.BootstrapServers;
import io.qanat.client.Endpoint;
import io.qanat.client.internal.net.CallbackExecutor;
import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.ProducerRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/// A facade on virtual time, whose producer and threads are a test's. Confined to the test's
/// thread.
final class FacadeStage {
    final ScriptedOutlet outlet = new ScriptedOutlet();
    final ManualPool pool = new ManualPool();
    final ManualMonitor monitor = new ManualMonitor();
    final Facade<String, String> facade;
    private long nanos;

    FacadeStage() {
        this(config -> config);
    }

    FacadeStage(UnaryOperator<AsyncProducerConfig.Builder> change) {
        var bootstrap = new BootstrapServers(List.of(new Endpoint("localhost", 1)));
        ProducerConfig producer = ProducerConfig.builder(bootstrap).build();
        facade =
                new Facade<>(
                        change.apply(AsyncProducerConfig.builder(producer)).build(),
                        outlet,
                        new Shell(
                                () -> nanos,
                                pool,
                                new CallbackExecutor(Runnable::run),
                                monitor,
                                () -> {}));
    }

    CompletableFuture<Outcome> produce(String value) {
        return produce(value, Callback.NONE);
    }

    CompletableFuture<Outcome> produce(String value, Callback callback) {
        return facade.produce(new ProducerRecord<>("t", value), null, callback);
    }

    /// Produces a record whose future nobody looks at.
    void add(String value) {
        add(value, Callback.NONE);
    }

    /// Produces a record whose future nobody looks at.
    void add(String value, Callback callback) {
        var unused = produce(value, callback);
    }

    /// Produces a record once there is room.
    void addBlocking(String value, Duration waitMax) throws InterruptedException {
        var unused =
                facade.produceBlocking(new ProducerRecord<>("t", value), waitMax, Callback.NONE);
    }

    /// Lets time pass, in which the monitor looks when it said it would.
    void pass(Duration duration) {
        long endNanos = nanos + duration.toNanos();
        long nextNanos = monitor.look();
        while (nextNanos != Long.MAX_VALUE && nanos + nextNanos - endNanos <= 0) {
            nanos += nextNanos;
            nextNanos = monitor.look();
        }
        nanos = endNanos;
    }

    long nanos() {
        return nanos;
    }
}
