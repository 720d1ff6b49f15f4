package io.qanat.client.internal.sink;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Sees callbacks that do not return: the later outcomes of their partition wait for them. Confined
/// to the client's loop.
///
/// Nobody's clock is read where callbacks run. The loop looks at the queues once a second, and only
/// while one has work.
final class CallbackWatch {
    private static final System.Logger LOGGER = System.getLogger(CallbackWatch.class.getName());
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(5);

    /// What was seen of a queue that has work.
    ///
    /// @param finished how many of its tasks were finished
    /// @param sinceNanos when that was first so
    private record Sight(int finished, long sinceNanos, boolean isTold) {}

    private final Meters meters;
    private final Map<CompletionQueue, Sight> sights = new HashMap<>();
    private long lastLookNanos;

    CallbackWatch(Meters meters, long nowNanos) {
        this.meters = meters;
        this.lastLookNanos = nowNanos;
    }

    /// Looks at all queues, if it is time to.
    void look(List<CompletionQueue> queues, long nowNanos) {
        if (nowNanos - lastLookNanos >= LOOK_NANOS) {
            lastLookNanos = nowNanos;
            queues.forEach(queue -> look(queue, nowNanos));
        }
    }

    private void look(CompletionQueue queue, long nowNanos) {
        if (queue.isIdle()) {
            sights.remove(queue);
            return;
        }
        Sight before = sights.get(queue);
        int finished = queue.finished();
        if (before == null || before.finished() != finished) {
            sights.put(queue, new Sight(finished, nowNanos, false));
        } else if (!before.isTold() && nowNanos - before.sinceNanos() >= SLOW_NANOS) {
            sights.put(queue, new Sight(finished, before.sinceNanos(), true));
            meters.slowCallback();
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "callbacks of one batch have run for "
                            + TimeUnit.NANOSECONDS.toSeconds(SLOW_NANOS)
                            + " s, later outcomes wait for them; do such work elsewhere "
                            + queue);
        }
    }

    /// When to look again.
    long nextNanos(long otherwise) {
        long next = lastLookNanos + LOOK_NANOS;
        return sights.isEmpty() || next - otherwise >= 0 ? otherwise : next;
    }
}
