package io.qanat.bench.log.variant;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Platform threads that sync segments beside each other; the caller is one of them.
final class SyncThreads {
    private final int count;
    private final ExecutorService others;

    SyncThreads(int count) {
        this.count = count;
        this.others = Executors.newFixedThreadPool(Math.max(count - 1, 1));
    }

    void sync(Set<Partition> partitions) throws IOException {
        Partition[] all = partitions.toArray(Partition[]::new);
        var next = new AtomicInteger();
        var running = new ArrayList<Future<?>>();
        for (int i = 1; i < Math.min(count, all.length); i++) {
            running.add(
                    others.submit(() -> {
                        syncRest(all, next);
                        return null;
                    }));
        }
        syncRest(all, next);
        for (Future<?> other : running) {
            await(other);
        }
    }

    private static void syncRest(Partition[] all, AtomicInteger next) throws IOException {
        for (int i = next.getAndIncrement(); i < all.length; i = next.getAndIncrement()) {
            all[i].sync();
        }
    }

    private static void await(Future<?> other) throws IOException {
        try {
            other.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    void close() {
        others.shutdown();
    }
}
