package io.qanat.client.internal.net;

import io.qanat.client.internal.sink.Compressor;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/// Builds and splits batches on a small pool of workers. Thread-safe.
///
/// The pool's queue is bounded by the send buffer: every batch in it holds a part of that.
public final class WorkerCompressor implements Compressor, AutoCloseable {
    private static final int WORKERS_MAX = 2;

    private final Machine machine;
    private final ClientLoop loop;
    private final ExecutorService workers;

    /// Reports to `loop`.
    public WorkerCompressor(Machine machine, ClientLoop loop) {
        this.machine = machine;
        this.loop = loop;
        this.workers = machine.workers("compressor", WORKERS_MAX);
    }

    @Override
    public void work(Runnable work, Done onDone) {
        workers.execute(() -> {
            RuntimeException failure = failure(work);
            loop.execute(() -> onDone.done(failure, machine.nanos()));
        });
    }

    @Override
    public void close() {
        workers.shutdown();
    }

    private static @Nullable RuntimeException failure(Runnable work) {
        try {
            work.run();
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }
}
