package io.qanat.sim.planted.producer;

import io.qanat.client.internal.connection.Network;
import io.qanat.record.RecordBatch;
import io.qanat.sim.producer.Ports;
import io.qanat.sim.time.Scheduler;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/// Bump before drain: whenever a connection ends, the producer takes the next epoch at once and
/// numbers everything from 0 again that it sends from then on, also what a broker may have by now.
final class HastyEpoch implements Ports {
    @Override
    public Network network(Network network, Scheduler scheduler) {
        var numbering = new Numbering();
        return (endpoint, events) -> {
            var wire = new EditedWire(events, numbering, numbering::bump);
            return wire.over(network.open(endpoint, wire));
        };
    }

    /// One producer's numbers.
    private static final class Numbering implements ProduceEdit {
        private record Stream(int partition, long producerId, int epoch) {}

        private final Map<Stream, Integer> firsts = new HashMap<>();
        private int bumps;

        private void bump() {
            bumps++;
            firsts.clear();
        }

        @Override
        public ByteBuffer edited(int partition, RecordBatch batch) {
            var stream = new Stream(partition, batch.producerId(), batch.producerEpoch());
            int first =
                    firsts.computeIfAbsent(stream, each -> bumps == 0 ? 0 : batch.baseSequence());
            return Bytes.stamped(
                    batch,
                    batch.producerId(),
                    batch.producerEpoch() + bumps,
                    batch.baseSequence() - first);
        }
    }
}
