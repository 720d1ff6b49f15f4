package io.qanat.cli.produce;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Does something again and again while something else runs. Thread-safe.
public final class Pulse {
    private static final long INTERVAL_MILLIS = 250;

    private final Runnable beat;
    private final CountDownLatch ended = new CountDownLatch(1);

    /// Does nothing yet.
    public Pulse(Runnable beat) {
        this.beat = beat;
    }

    /// Beats while this runs, and once more at its end.
    public void during(Runnable work) {
        var thread = Thread.ofVirtual().name("qanat-pulse").start(this::run);
        try {
            work.run();
        } finally {
            ended.countDown();
            joined(thread);
            beat.run();
        }
    }

    private static void joined(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!ended.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
                beat.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
