package io.qanat.log.disk;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// One opening of a [BoundedFile], with the count of those who use it: the first is who opened it.
/// Thread-safe.
final class OpenFile {
    /// No place among the open files.
    static final int NOWHERE = -1;

    private static final int CLAIMED = -1;
    private static final int DIRTY = 1 << 30;

    private final BoundedFile owner;
    private final DiskFile file;
    private final CountDownLatch closed = new CountDownLatch(1);

    /// The number of users, and the bit [#DIRTY]; or [#CLAIMED].
    private final AtomicInteger state = new AtomicInteger(1);

    private volatile boolean recent;

    /// Guarded by the lock of [OpenFiles]: where it is among them.
    int index = NOWHERE;

    OpenFile(BoundedFile owner, DiskFile file) {
        this.owner = owner;
        this.file = file;
    }

    DiskFile file() {
        return file;
    }

    /// Keeps it open until [#unpin()]; false when it is about to be closed.
    boolean pin() {
        int now = state.get();
        while (now != CLAIMED) {
            if (state.compareAndSet(now, now + 1)) {
                // Written only when it changes, so that busy readers share the cache line.
                if (!recent) {
                    recent = true;
                }
                return true;
            }
            now = state.get();
        }
        return false;
    }

    void unpin() {
        state.getAndDecrement();
    }

    /// Notes, while it is pinned, that something may be unsynced. Comes after each write and before
    /// its pin ends, so that a sync beside it cannot wipe out the note of a write that it missed.
    void soil() {
        if ((state.get() & DIRTY) == 0) {
            state.getAndUpdate(now -> now | DIRTY);
        }
    }

    /// Takes that back, while it is pinned, before a sync.
    void clean() {
        state.getAndUpdate(now -> now & ~DIRTY);
    }

    /// Whether it was used since this was last asked.
    boolean takeRecent() {
        boolean was = recent;
        recent = false;
        return was;
    }

    /// Takes it from everybody, to close it; false when it is in use or something may be unsynced.
    boolean claimClean() {
        return state.compareAndSet(0, CLAIMED);
    }

    /// Takes it from everybody, to sync and close it; false when it is in use or nothing is
    /// unsynced.
    boolean claimDirty() {
        return state.compareAndSet(DIRTY, CLAIMED);
    }

    /// Closes it, after it was claimed.
    void closeClaimed(boolean dirty) {
        owner.close(this, dirty);
        closed.countDown();
    }

    /// Waits for that, after [#pin()] said no.
    void awaitClosed() {
        boolean interrupted = false;
        boolean waiting = true;
        while (waiting) {
            try {
                closed.await();
                waiting = false;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
