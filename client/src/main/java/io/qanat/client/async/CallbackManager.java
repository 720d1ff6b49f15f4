package io.qanat.client.async;

import io.qanat.client.producer.Callback;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The callbacks that were given to `produce`: runs them, counts them, and keeps the objects that
/// carry them for the next ones if it is to. Thread-safe.
final class CallbackManager {
    private static final System.Logger LOGGER = System.getLogger(CallbackManager.class.getName());
    private static final int PERCENT = 99;

    private final LongSupplier nanos;
    private final long slowNanos;

    /// Null when callbacks are not reused.
    private final @Nullable BlockingQueue<MessageCallback> pool;

    private final LongAdder created = new LongAdder();
    private final LongAdder reused = new LongAdder();
    private final LongAdder executed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder slow = new LongAdder();
    private final CallbackTimes times = new CallbackTimes();

    /// @param poolMax how many objects are kept; 0 to make one for every callback
    /// @param slowNanos a callback that takes longer is counted as slow
    CallbackManager(LongSupplier nanos, int poolMax, long slowNanos) {
        this.nanos = nanos;
        this.slowNanos = slowNanos;
        this.pool = poolMax == 0 ? null : new ArrayBlockingQueue<>(poolMax);
    }

    /// What carries a callback; null for [Callback#NONE].
    @SuppressWarnings("ReferenceEquality") // NONE is one object
    @Nullable MessageCallback take(Callback user) {
        if (user == Callback.NONE) {
            return null;
        }
        MessageCallback callback = pool == null ? null : pool.poll();
        if (callback == null) {
            created.increment();
            callback = new MessageCallback(this);
        } else {
            reused.increment();
        }
        callback.carry(user);
        return callback;
    }

    /// Gives back what [#take] gave, whose callback is not going to be called: nothing was
    /// produced.
    void dismiss(@Nullable MessageCallback callback) {
        if (callback != null) {
            executed.increment();
            callback.drop();
        }
    }

    /// How they fared.
    CallbackStats stats() {
        // Ended ones first: what is taken meanwhile must not make it negative.
        long ended = executed.sum();
        long made = created.sum();
        long again = reused.sum();
        return new CallbackStats(
                pool == null ? 0 : pool.size(),
                made + again - ended,
                made,
                again,
                ended,
                failed.sum(),
                slow.sum(),
                times.percentile(PERCENT));
    }

    long nanos() {
        return nanos.getAsLong();
    }

    /// Takes an object back that carries nothing any more; one too many is left to the collector.
    void put(MessageCallback callback) {
        if (pool != null) {
            var unused = pool.offer(callback);
        }
    }

    /// A callback has ended.
    void ended(long startNanos, @Nullable Throwable failure) {
        long tookNanos = nanos() - startNanos;
        times.add(tookNanos);
        if (tookNanos > slowNanos) {
            slow.increment();
        }
        if (failure != null) {
            failed.increment();
            LOGGER.log(System.Logger.Level.WARNING, "callback failed", failure);
        }
        executed.increment();
    }
}
