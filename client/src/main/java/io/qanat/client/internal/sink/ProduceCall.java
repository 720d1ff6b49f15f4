package io.qanat.client.internal.sink;

import io.qanat.client.ClientException;
import io.qanat.client.internal.connection.Call;
import io.qanat.client.producer.Acks;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.Payload;
import io.qanat.protocol.message.ProduceRequest;
import io.qanat.protocol.message.ProduceRequest.PartitionProduceData;
import io.qanat.protocol.message.ProduceRequest.TopicProduceData;
import io.qanat.protocol.message.ProduceResponse;
import io.qanat.protocol.message.ProduceResponse.PartitionProduceResponse;
import io.qanat.protocol.message.ProduceResponse.TopicProduceResponse;
import io.qanat.record.BuiltBatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One request with a batch each of several partitions. Confined to the client's loop.
final class ProduceCall implements Call {
    /// Above it lie transactions of the second version.
    private static final int VERSION_MAX = 11;

    /// Above it lies addressing by topic id.
    private static final int SECOND_TRANSACTIONS_VERSION_MAX = 12;

    private final ProducerConfig config;
    private final Delivery delivery;
    private final Meters meters;
    private final boolean isSecondVersion;
    private long writtenNanos;

    /// By topic and partition, in the order of the request; those without an answer.
    private final Map<String, Map<Integer, Shipment>> open = new LinkedHashMap<>();

    /// @param isSecondVersion whether it belongs to a transaction of the second version
    ProduceCall(
            List<Shipment> load,
            ProducerConfig config,
            Delivery delivery,
            Meters meters,
            boolean isSecondVersion) {
        this.isSecondVersion = isSecondVersion;
        this.meters = meters;
        this.config = config;
        this.delivery = delivery;
        for (Shipment shipment : load) {
            open.computeIfAbsent(shipment.lane().home().topic(), name -> new LinkedHashMap<>())
                    .put(shipment.lane().home().partition(), shipment);
        }
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.PRODUCE;
    }

    @Override
    public int versionMax() {
        return isSecondVersion ? SECOND_TRANSACTIONS_VERSION_MAX : VERSION_MAX;
    }

    @Override
    public ApiMessage request(int version) {
        var topics = new ArrayList<TopicProduceData>(open.size());
        open.forEach((name, shipments) ->
                topics.add(
                        TopicProduceData.builder()
                                .name(name)
                                .partitionData(partitions(shipments))
                                .build()));
        return ProduceRequest.builder()
                .transactionalId(config.transactionalId().orElse(null))
                .acks(config.acks().code())
                .timeoutMs((int) config.connection().requestTimeout().toMillis())
                .topicData(topics)
                .build();
    }

    @Override
    public long timeoutNanos() {
        return config.connection().requestTimeout().toNanos();
    }

    @Override
    public boolean isAnswered() {
        return config.acks() != Acks.NONE;
    }

    @Override
    public void written(long nowNanos) {
        writtenNanos = nowNanos;
        for (Shipment shipment : unanswered()) {
            BuiltBatch batch = shipment.batch().built();
            meters.sent(batch.recordCount(), batch.sizeInBytes(), nowNanos);
            shipment.batch().written();
            if (!isAnswered()) {
                delivery.handedOver(shipment, nowNanos);
            }
        }
    }

    @Override
    public void answered(ApiMessage response, long nowNanos) {
        meters.answered(nowNanos - writtenNanos, nowNanos);
        var produced = (ProduceResponse) response;
        for (TopicProduceResponse topic : produced.responses()) {
            Map<Integer, Shipment> shipments = open.getOrDefault(topic.name(), Map.of());
            for (PartitionProduceResponse partition : topic.partitionResponses()) {
                Shipment shipment = shipments.get(partition.index());
                if (shipment != null) {
                    shipments.remove(partition.index());
                    delivery.heardOf(
                            shipment.lane(), partition.currentLeader(), produced.nodeEndpoints());
                    delivery.answered(shipment, partition, nowNanos);
                }
            }
        }
        for (Shipment shipment : unanswered()) {
            delivery.unanswered(shipment, nowNanos);
        }
    }

    @Override
    public int throttleMillis(ApiMessage response) {
        return ((ProduceResponse) response).throttleTimeMs();
    }

    @Override
    public void failed(ClientException cause, boolean mayBeSent, long nowNanos) {
        for (Shipment shipment : unanswered()) {
            delivery.broken(shipment, cause, mayBeSent, nowNanos);
        }
    }

    private List<Shipment> unanswered() {
        var shipments = new ArrayList<Shipment>();
        open.values().forEach(partitions -> shipments.addAll(partitions.values()));
        return shipments;
    }

    private static List<PartitionProduceData> partitions(Map<Integer, Shipment> shipments) {
        var partitions = new ArrayList<PartitionProduceData>(shipments.size());
        shipments.forEach((index, shipment) ->
                partitions.add(
                        PartitionProduceData.builder()
                                .index(index)
                                .records(Payload.of(shipment.batch().built().buffers()))
                                .build()));
        return partitions;
    }
}
