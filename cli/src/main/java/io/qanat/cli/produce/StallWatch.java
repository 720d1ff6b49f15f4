package io.qanat.cli.produce;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Tells the user when records wait and nothing becomes of any of them. Thread-safe.
///
/// Sending goes on meanwhile: whatever is in the way may pass, and each record has its own
/// deadline.
public final class StallWatch {
    private static final long INTERVAL_SECONDS = 5;

    private final SendTally tally;
    private final Consumer<String> messages;
    private final Supplier<String> hint;
    private final CountDownLatch ended = new CountDownLatch(1);

    /// Watches nothing yet.
    ///
    /// @param hint what may be in the way
    public StallWatch(SendTally tally, Consumer<String> messages, Supplier<String> hint) {
        this.tally = tally;
        this.messages = messages;
        this.hint = hint;
    }

    /// Watches while this runs.
    public void during(Runnable sending) {
        Thread.ofVirtual().name("qanat-stall-watch").start(this::run);
        try {
            sending.run();
        } finally {
            ended.countDown();
        }
    }

    private void run() {
        try {
            var before = tally.progress();
            boolean isTold = false;
            while (!ended.await(INTERVAL_SECONDS, TimeUnit.SECONDS)) {
                var now = tally.progress();
                boolean isStalled =
                        now.openCount() > 0
                                && now.settledCount() == before.settledCount()
                                && before.openCount() > 0;
                if (isStalled && !isTold) {
                    messages.accept(
                            "nothing was acknowledged for %d s, still trying: %s"
                                    .formatted(INTERVAL_SECONDS, hint.get()));
                }
                isTold = isStalled;
                before = now;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
