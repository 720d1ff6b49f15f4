package io.qanat.sim.planted.producer;

import io.qanat.client.internal.accumulator.EncodedRecord;
import io.qanat.sim.history.Place;
import io.qanat.sim.history.Sent;
import io.qanat.sim.producer.Ports;
import java.util.HashMap;
import java.util.Map;

/// Deadline taken from the batch's first record: those behind it have as much time as that one,
/// whatever they were sent with.
final class FirstDeadline implements Ports {
    private static final int BATCH_RECORDS = 8;

    private record Stream(int producer, Place place) {}

    private record Opened(long deadlineNanos, int records) {
        Opened more() {
            return new Opened(deadlineNanos, records + 1);
        }
    }

    private final Map<Stream, Opened> batches = new HashMap<>();

    @Override
    public EncodedRecord sending(EncodedRecord record, Sent sent, long nowNanos) {
        Opened batch =
                batches.compute(
                        new Stream(sent.sender().number(), sent.place()),
                        (stream, open) ->
                                open == null
                                                || open.records() == BATCH_RECORDS
                                                || open.deadlineNanos() <= nowNanos
                                        ? new Opened(sent.deadlineNanos(), 1)
                                        : open.more());
        return batch.records() == 1 ? record : record.within(batch.deadlineNanos() - nowNanos);
    }
}
