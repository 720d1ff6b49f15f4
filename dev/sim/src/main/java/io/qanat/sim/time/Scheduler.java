package io.qanat.sim.time;

import java.util.PriorityQueue;

/// The events to come, and the time. Confined to the run's thread.
///
/// Events of one time happen in the order in which they were asked for.
public final class Scheduler {
    private record Event(long atNanos, long order, Runnable task) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Trace trace;
    private long nowNanos;
    private long asked;

    /// @param trace takes note of what happens
    public Scheduler(Trace trace) {
        this.trace = trace;
    }

    /// The present time.
    public long nanos() {
        return nowNanos;
    }

    /// Has a task run at a time; a time that is over means now.
    public void at(long nanos, Runnable task) {
        events.add(new Event(Math.max(nanos, nowNanos), asked++, task));
    }

    /// Has a task run after so long.
    public void after(long nanos, Runnable task) {
        at(nowNanos + nanos, task);
    }

    /// Runs the next event; false when there is none before or at a time.
    public boolean runNext(long untilNanos) {
        Event next = events.peek();
        if (next == null || next.atNanos > untilNanos) {
            return false;
        }
        events.remove();
        nowNanos = next.atNanos;
        next.task.run();
        return true;
    }

    /// Moves on to a time at which nothing may happen.
    public void passTo(long nanos) {
        nowNanos = Math.max(nowNanos, nanos);
    }

    /// Notes that something happened now.
    public void note(String what, long one, long other) {
        trace.note(nowNanos, what, one, other);
    }

    /// The notes.
    public Trace trace() {
        return trace;
    }
}
