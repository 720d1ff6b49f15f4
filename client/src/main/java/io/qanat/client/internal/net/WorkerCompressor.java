package io.qanat.client.internal.net;

import io.qanat.client.internal.accumulator.Batch;
import io.qanat.client.internal.sink.Compressor;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/// Builds batches on a small pool of workers. Thread-safe.
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
    public void build(Batch batch, Built onBuilt) {
        workers.execute(() -> {
            RuntimeException failure = build(batch);
            loop.execute(() -> onBuilt.built(failure, machine.nanos()));
        });
    }

    @Override
    public void close() {
        workers.shutdown();
    }

    private static @Nullable RuntimeException build(Batch batch) {
        try {
            batch.build();
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }
}
