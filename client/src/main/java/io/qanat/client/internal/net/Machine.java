package io.qanat.client.internal.net;

import io.qanat.client.Endpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What a client takes from the machine that it runs on: time, threads, names, chance. Thread-safe.
public final class Machine {
    private static final System.Logger LOGGER = System.getLogger(Machine.class.getName());
    private static final long IDLE_SECONDS = 10;

    private final String name;

    /// Names the client's threads.
    ///
    /// @param name as "producer-orders"
    public Machine(String name) {
        this.name = name;
    }

    /// Nanoseconds of a clock that never goes back.
    public long nanos() {
        return System.nanoTime();
    }

    /// Milliseconds since 1970.
    public long millis() {
        return System.currentTimeMillis();
    }

    /// A source of chance that several threads may use.
    public RandomGenerator random() {
        return new Random(System.nanoTime());
    }

    /// The thread of a loop, not started.
    Thread loopThread(Runnable loop) {
        return Thread.ofPlatform()
                .daemon()
                .name("qanat-" + name)
                .uncaughtExceptionHandler(Machine::report)
                .unstarted(loop);
    }

    /// A thread for a loop of its own, not started.
    ///
    /// @param role what it does, as part of its name
    public Thread looper(String role, Runnable loop) {
        return Thread.ofPlatform()
                .daemon()
                .name("qanat-" + name + "-" + role)
                .uncaughtExceptionHandler(Machine::report)
                .unstarted(loop);
    }

    /// Runs each task on a virtual thread of its own.
    public Executor callbacks() {
        ThreadFactory threads =
                Thread.ofVirtual()
                        .name("qanat-" + name + "-callback")
                        .uncaughtExceptionHandler(Machine::report)
                        .factory();
        return task -> threads.newThread(task).start();
    }

    /// A pool of at most so many threads, which end when they have nothing to do.
    public ExecutorService workers(String role, int threadsMax) {
        var pool =
                new ThreadPoolExecutor(
                        threadsMax,
                        threadsMax,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform()
                                .daemon()
                                .name("qanat-" + name + "-" + role + "-", 0)
                                .uncaughtExceptionHandler(Machine::report)
                                .factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /// Looks up the addresses of a host, which may take long, on a thread of its own.
    void resolve(
            Endpoint endpoint,
            BiConsumer<List<InetAddress>, @Nullable UnknownHostException> onResolved) {
        Thread.ofVirtual()
                .name("qanat-" + name + "-resolver")
                .uncaughtExceptionHandler(Machine::report)
                .start(() -> {
                    try {
                        onResolved.accept(List.of(InetAddress.getAllByName(endpoint.host())), null);
                    } catch (UnknownHostException e) {
                        onResolved.accept(List.of(), e);
                    }
                });
    }

    private static void report(Thread thread, Throwable failure) {
        LOGGER.log(
                System.Logger.Level.ERROR,
                "thread ended by a failure thread=" + thread.getName(),
                failure);
    }
}
