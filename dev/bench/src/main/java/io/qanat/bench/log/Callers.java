package io.qanat.bench.log;

import io.qanat.log.TopicPartition;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The closed loops over one subject, each with partitions of its own. Confined to one thread.
final class Callers implements AutoCloseable {
    private final Subject subject;
    private final ExecutorService threads;
    private final List<ClosedLoop> loops = new ArrayList<>();

    Callers(Subject subject, int count) {
        this.subject = subject;
        this.threads = Executors.newFixedThreadPool(count);
        for (int i = 0; i < count; i++) {
            loops.add(new ClosedLoop(subject));
        }
    }

    /// Creates the partitions and spreads the appends in flight over them.
    void prepare(int partitions, int inFlight, ByteBuffer batch) {
        var created = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < partitions; i++) {
            created.add(subject.create(partition(i), new UUID(1, i + 1)));
        }
        created.forEach(CompletableFuture::join);
        for (int i = 0; i < inFlight; i++) {
            int partition = i % partitions;
            loops.get(partition % loops.size()).add(partition(partition), batch);
        }
    }

    private static TopicPartition partition(int index) {
        return new TopicPartition("bench-" + index, 0);
    }

    /// Appends for so long.
    Latencies run(long nanos) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + nanos;
        var running = new ArrayList<Future<Latencies>>();
        for (ClosedLoop loop : loops) {
            running.add(threads.submit(() -> loop.run(end)));
        }
        var all = new Latencies();
        for (Future<Latencies> loop : running) {
            all.addAll(loop.get());
        }
        all.sort();
        return all;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
