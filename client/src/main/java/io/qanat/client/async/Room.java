package io.qanat.client.async;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The places of records between `produce` and the producer's send buffer. Those who wait for one
/// get it first come, first served. Thread-safe.
final class Room {
    private final int places;
    private final Semaphore free;
    private volatile boolean isClosed;

    Room(int places) {
        this.places = places;
        this.free = new Semaphore(places, true);
    }

    int places() {
        return places;
    }

    /// Takes a place if one is free and nobody waits for it.
    boolean tryEnter() {
        return !free.hasQueuedThreads() && free.tryAcquire();
    }

    /// Takes a place, waiting for it at most so long. When the room was closed meanwhile, everybody
    /// gets one.
    boolean enter(long waitMaxNanos) throws InterruptedException {
        return free.tryAcquire(waitMaxNanos, TimeUnit.NANOSECONDS);
    }

    /// Gives places back.
    void leave(int count) {
        if (!isClosed) {
            free.release(count);
        }
    }

    /// Lets everybody in who waits: nothing is taken any more, and they are to be told so.
    void close() {
        if (!isClosed) {
            isClosed = true;
            free.release(Integer.MAX_VALUE / 2);
        }
    }
}
