package io.qanat.sim.planted.producer;

import io.qanat.client.internal.connection.Network;
import io.qanat.record.BatchBuilder;
import io.qanat.record.BatchIdentity;
import io.qanat.record.ChunkPool;
import io.qanat.record.DecompressionLimits;
import io.qanat.record.RecordBatch;
import io.qanat.record.RecordCursor;
import io.qanat.sim.producer.Ports;
import io.qanat.sim.time.Scheduler;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/// Retry rewrites an in-flight batch: what is sent again is built anew, without its last record.
final class ShrunkRetry implements Ports {
    private static final int CHUNK_BYTES = 1024;

    @Override
    public Network network(Network network, Scheduler scheduler) {
        var memory = new Memory();
        return (endpoint, events) -> {
            var wire = new EditedWire(events, memory, () -> {});
            return wire.over(network.open(endpoint, wire));
        };
    }

    /// What one producer has sent.
    private static final class Memory implements ProduceEdit {
        private record Place(int partition, BatchIdentity identity) {}

        private final Set<Place> sent = new HashSet<>();

        @Override
        public ByteBuffer edited(int partition, RecordBatch batch) {
            var identity =
                    BatchIdentity.idempotent(
                            batch.producerId(), batch.producerEpoch(), batch.baseSequence());
            boolean isNew = sent.add(new Place(partition, identity));
            return isNew || batch.recordCount() == 1 ? batch.bytes() : shrunk(batch, identity);
        }

        private static ByteBuffer shrunk(RecordBatch batch, BatchIdentity identity) {
            var builder = new BatchBuilder(ChunkPool.of(CHUNK_BYTES, 1));
            RecordCursor records = batch.records(DecompressionLimits.DEFAULT);
            while (records.advance() && builder.recordCount() < batch.recordCount() - 1) {
                builder.append(
                        records.timestamp(), records.key(), records.value(), records.headers());
            }
            return builder.build(identity).joined();
        }
    }
}
