package io.qanat.sim.planted.producer;

import io.qanat.broker.net.Answer;
import io.qanat.broker.net.Dispatcher;
import io.qanat.broker.net.Exchange;
import io.qanat.broker.net.Peer;
import io.qanat.broker.net.Reply;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.ProduceResponse;
import io.qanat.protocol.message.ProduceResponse.PartitionProduceResponse;
import io.qanat.protocol.message.ProduceResponse.TopicProduceResponse;
import io.qanat.record.BatchIdentity;
import io.qanat.record.RecordBatch;
import io.qanat.sim.cluster.BrokerHost;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Duplicate answered as an error: the broker asks which number is due before it asks whether it
/// has the batch, so a copy is out of order.
final class RefusedDuplicates implements BrokerHost.Stand {
    private record Place(int partition, BatchIdentity identity) {}

    private final Set<Place> stored = new HashSet<>();

    @Override
    public Dispatcher before(Dispatcher shipped) {
        return (request, peer) ->
                ProduceEdit.isProduce(request)
                        ? produce(shipped, request, peer)
                        : shipped.dispatch(request, peer);
    }

    private Exchange produce(Dispatcher shipped, ByteBuffer request, Peer peer) {
        Map<Integer, Place> places = new HashMap<>();
        ByteBuffer same =
                ProduceEdit.apply(
                        (partition, batch) -> {
                            places.put(partition, place(partition, batch));
                            return batch.bytes();
                        },
                        request);
        Exchange exchange = shipped.dispatch(same, peer);
        return exchange.answer() instanceof Answer.Underway underway
                ? new Exchange(
                        exchange.correlationId(),
                        exchange.responseVersion(),
                        new Answer.Underway(
                                underway.done(), () -> wrong(underway.work().reply(), places)))
                : exchange;
    }

    private static Place place(int partition, RecordBatch batch) {
        return new Place(
                partition,
                BatchIdentity.idempotent(
                        batch.producerId(), batch.producerEpoch(), batch.baseSequence()));
    }

    private Reply wrong(Reply reply, Map<Integer, Place> places) {
        return reply instanceof Reply.Response(ProduceResponse response)
                ? new Reply.Response(
                        response.toBuilder()
                                .responses(
                                        response.responses().stream()
                                                .map(topic -> wrong(topic, places))
                                                .toList())
                                .build())
                : reply;
    }

    private TopicProduceResponse wrong(TopicProduceResponse topic, Map<Integer, Place> places) {
        return topic.toBuilder()
                .partitionResponses(
                        topic.partitionResponses().stream()
                                .map(each ->
                                        wrong(
                                                each,
                                                Objects.requireNonNull(places.get(each.index()))))
                                .toList())
                .build();
    }

    private PartitionProduceResponse wrong(PartitionProduceResponse answer, Place place) {
        boolean isCopy = answer.errorCode() == ErrorCode.NONE.code() && !stored.add(place);
        return isCopy
                ? answer.toBuilder()
                        .errorCode(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER.code())
                        .baseOffset(-1)
                        .build()
                : answer;
    }
}
