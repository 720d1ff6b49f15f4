package io.qanat.client.internal.sink;

import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// When lanes that wait for a time are to be looked at again. Confined to the client's loop.
///
/// An alarm counts only while its lane is in the very state that set it; one that was overtaken is
/// dropped when its time comes.
final class Alarms {
    private record Alarm(Lane lane, LaneState state, long atNanos) {
        boolean isOvertaken() {
            return !lane.state().equals(state);
        }
    }

    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>((one, other) -> Long.signum(one.atNanos - other.atNanos));

    /// Sets the alarm for a lane in its present state.
    void set(Lane lane, long atNanos) {
        alarms.add(new Alarm(lane, lane.state(), atNanos));
    }

    /// The next lane whose time has come.
    @Nullable Lane nextDue(long nowNanos) {
        dropOvertaken();
        Alarm first = alarms.peek();
        if (first == null || first.atNanos - nowNanos > 0) {
            return null;
        }
        alarms.remove();
        return first.lane;
    }

    /// The lanes that wait for their time.
    List<Lane> lanes() {
        return alarms.stream().filter(alarm -> !alarm.isOvertaken()).map(Alarm::lane).toList();
    }

    /// The time of the next alarm, or `otherwise`.
    long nextNanos(long otherwise) {
        dropOvertaken();
        Alarm first = alarms.peek();
        return first == null || first.atNanos - otherwise > 0 ? otherwise : first.atNanos;
    }

    private void dropOvertaken() {
        while (!alarms.isEmpty() && alarms.peek().isOvertaken()) {
            alarms.remove();
        }
    }
}
