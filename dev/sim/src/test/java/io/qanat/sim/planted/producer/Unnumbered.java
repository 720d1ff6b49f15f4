package io.qanat.sim.planted.producer;

import io.qanat.broker.net.Dispatcher;
import io.qanat.broker.net.Exchange;
import io.qanat.broker.net.Peer;
import io.qanat.record.RecordBatch;
import java.nio.ByteBuffer;

/// Sequence not checked: the broker takes every batch as one of a producer without an id.
record Unnumbered(Dispatcher shipped) implements Dispatcher {
    @Override
    public Exchange dispatch(ByteBuffer request, Peer peer) {
        return shipped.dispatch(
                ProduceEdit.isProduce(request)
                        ? ProduceEdit.apply(Unnumbered::unnumbered, request)
                        : request,
                peer);
    }

    private static ByteBuffer unnumbered(int partition, RecordBatch batch) {
        return Bytes.stamped(batch, RecordBatch.NO_PRODUCER, -1, -1);
    }
}
