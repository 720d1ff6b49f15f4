package io.qanat.sim.planted.producer;

import io.qanat.protocol.ApiKey;
import io.qanat.protocol.Frame;
import io.qanat.protocol.Payload;
import io.qanat.protocol.WireReader;
import io.qanat.protocol.message.ProduceRequest;
import io.qanat.protocol.message.ProduceRequest.PartitionProduceData;
import io.qanat.protocol.message.ProduceRequest.TopicProduceData;
import io.qanat.protocol.message.RequestHeader;
import io.qanat.record.RecordBatch;
import java.nio.ByteBuffer;
import java.util.Objects;

/// A change of the batches in a request. Confined to the run's thread.
interface ProduceEdit {
    /// The batch that goes instead.
    ///
    /// @param batch a copy
    ByteBuffer edited(int partition, RecordBatch batch);

    /// Whether a request carries batches.
    static boolean isProduce(ByteBuffer request) {
        return request.getShort(request.position()) == ApiKey.PRODUCE.id();
    }

    /// The request with its batches changed, without its size as it came.
    static ByteBuffer apply(ProduceEdit edit, ByteBuffer request) {
        int version = request.getShort(request.position() + Short.BYTES);
        var in = new WireReader(request.duplicate());
        RequestHeader header = RequestHeader.read(in, ApiKey.PRODUCE.requestHeaderVersion(version));
        var produce = (ProduceRequest) ApiKey.PRODUCE.readRequest(in, version);
        ProduceRequest edited =
                produce.toBuilder()
                        .topicData(
                                produce.topicData().stream().map(topic -> of(edit, topic)).toList())
                        .build();
        ByteBuffer frame = Bytes.joined(Frame.request(header, edited));
        return frame.position(Integer.BYTES).slice();
    }

    private static TopicProduceData of(ProduceEdit edit, TopicProduceData topic) {
        return topic.toBuilder()
                .partitionData(topic.partitionData().stream().map(each -> of(edit, each)).toList())
                .build();
    }

    private static PartitionProduceData of(ProduceEdit edit, PartitionProduceData partition) {
        ByteBuffer batch = Bytes.copy(Objects.requireNonNull(partition.records()).joined());
        return partition.toBuilder()
                .records(Payload.of(edit.edited(partition.index(), RecordBatch.of(batch))))
                .build();
    }
}
