package io.qanat.sim.coordinator;

import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.ProduceRequest;
import io.qanat.protocol.message.ProduceRequest.PartitionProduceData;
import io.qanat.protocol.message.ProduceResponse;
import io.qanat.protocol.message.ProduceResponse.PartitionProduceResponse;
import io.qanat.protocol.message.ProduceResponse.TopicProduceResponse;
import io.qanat.record.DecompressionLimits;
import io.qanat.record.RecordBatch;
import io.qanat.record.RecordCursor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/// What partitions answer to batches of transactions. Immutable.
final class ProduceModel {
    /// Asks the coordinator about a batch.
    interface Admission {
        ErrorCode admit(String key, Stamp by, Place place, int version, long nowNanos);
    }

    private final Function<Place.Partition, PartitionModel> partitions;
    private final Admission admission;

    ProduceModel(Function<Place.Partition, PartitionModel> partitions, Admission admission) {
        this.partitions = partitions;
        this.admission = admission;
    }

    ProduceResponse answer(ProduceRequest request, int version, long nowNanos) {
        var topics = new ArrayList<TopicProduceResponse>();
        for (var topic : request.topicData()) {
            var results = new ArrayList<PartitionProduceResponse>();
            for (PartitionProduceData data : topic.partitionData()) {
                var place = new Place.Partition(topic.name(), data.index());
                PartitionModel.Appended appended =
                        append(
                                Objects.requireNonNull(request.transactionalId()),
                                place,
                                RecordBatch.of(Objects.requireNonNull(data.records()).joined()),
                                version,
                                nowNanos);
                results.add(
                        PartitionProduceResponse.builder()
                                .index(data.index())
                                .errorCode(appended.error().code())
                                .baseOffset(appended.offset())
                                .logAppendTimeMs(-1)
                                .build());
            }
            topics.add(
                    TopicProduceResponse.builder()
                            .name(topic.name())
                            .partitionResponses(results)
                            .build());
        }
        return ProduceResponse.builder().responses(topics).build();
    }

    private PartitionModel.Appended append(
            String key, Place.Partition place, RecordBatch batch, int version, long nowNanos) {
        var by = new Stamp(batch.producerId(), batch.producerEpoch());
        PartitionModel partition = partitions.apply(place);
        List<String> values = values(batch);
        if (!partition.isOpen(by)) {
            ErrorCode error = admission.admit(key, by, place, version, nowNanos);
            if (error != ErrorCode.NONE) {
                return new PartitionModel.Appended(error, -1);
            }
        }
        boolean isOfSecondVersion = version >= CoordinatorModel.PRODUCE_ENROLS_VERSION_MIN;
        PartitionModel.Appended checked =
                partition.check(by, batch.baseSequence(), values.size(), isOfSecondVersion);
        if (checked.error() != ErrorCode.NONE || checked.offset() >= 0) {
            return checked;
        }
        return new PartitionModel.Appended(
                ErrorCode.NONE, partition.append(by, batch.baseSequence(), values));
    }

    private static List<String> values(RecordBatch batch) {
        batch.verify();
        var values = new ArrayList<String>();
        RecordCursor cursor = batch.records(DecompressionLimits.DEFAULT);
        while (cursor.advance()) {
            ByteBuffer value = Objects.requireNonNull(cursor.value());
            values.add(StandardCharsets.UTF_8.decode(value.duplicate()).toString());
        }
        return values;
    }
}
