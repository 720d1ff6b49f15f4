package io.qanat.client.internal.net;

import java.util.concurrent.atomic.AtomicReference;

/// What wakes the loop, once however often it is rung, and only when it sleeps.
///
/// ```
///   AWAKE ──fallAsleep──► ASLEEP ──ring──► RUNG (wakes the sleeper)
///     │ ▲                                   │
///     │ └────────────── wakeUp ─────────────┤
///     └──── ring ───────────────────────────┘
/// ```
///
/// Whoever rings has published its work before; the loop looks for work after [#wakeUp]. So a ring
/// between looking and falling asleep keeps the loop awake. Thread-safe.
final class Doorbell {
    private enum State {
        AWAKE,
        RUNG,
        ASLEEP
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.AWAKE);
    private final Runnable wake;

    /// Is not rung yet.
    ///
    /// @param wake interrupts the loop's sleep
    Doorbell(Runnable wake) {
        this.wake = wake;
    }

    /// There is work for the loop. Any thread may ring.
    void ring() {
        if (state.get() != State.RUNG && state.getAndSet(State.RUNG) == State.ASLEEP) {
            wake.run();
        }
    }

    /// Whether the loop sleeps, and nobody has rung.
    boolean isAsleep() {
        return state.get() == State.ASLEEP;
    }

    /// Whether the loop may sleep: nobody has rung since it woke up. Only the loop asks.
    boolean fallAsleep() {
        return state.compareAndSet(State.AWAKE, State.ASLEEP);
    }

    /// The loop begins to look for work.
    void wakeUp() {
        state.set(State.AWAKE);
    }
}
