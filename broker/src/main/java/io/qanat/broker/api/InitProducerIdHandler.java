package io.qanat.broker.api;

import io.qanat.broker.topics.Topics;
import io.qanat.log.LogException;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.InitProducerIdRequest;
import io.qanat.protocol.message.InitProducerIdResponse;

/// InitProducerId: a number for an idempotent producer that no other producer ever had. Immutable.
final class InitProducerIdHandler {
    private static final short FIRST_EPOCH = 0;

    private final Topics topics;

    private InitProducerIdHandler(Topics topics) {
        this.topics = topics;
    }

    static Api<InitProducerIdRequest> api(Topics topics) {
        var handler = new InitProducerIdHandler(topics);
        return Api.of(
                ApiKey.INIT_PRODUCER_ID,
                0,
                5,
                InitProducerIdRequest.class,
                Handler.inTurn(handler::answer));
    }

    private InitProducerIdResponse answer(InitProducerIdRequest request, Call call)
            throws InterruptedException {
        if (request.transactionalId() != null) {
            // Not retriable: a transactional producer fails at once, with the reason that
            // FindCoordinator gave it.
            return refused(
                    request.transactionalId().isEmpty()
                            ? ErrorCode.INVALID_REQUEST
                            : ErrorCode.UNSUPPORTED_VERSION);
        }
        boolean knowsId = request.producerId() >= 0;
        boolean knowsEpoch = request.producerEpoch() >= 0;
        if (knowsId != knowsEpoch) {
            return refused(ErrorCode.INVALID_REQUEST);
        }
        try {
            // Whoever was not transactional gets a new id instead of its old one's next epoch
            // (KIP-360 leaves both open), as from Apache Kafka.
            return InitProducerIdResponse.builder()
                    .producerId(topics.nextProducerId())
                    .producerEpoch(FIRST_EPOCH)
                    .build();
        } catch (LogException failed) {
            // Whatever the log's trouble is, the client's word for "ask again" is this one.
            return refused(ErrorCode.COORDINATOR_NOT_AVAILABLE);
        }
    }

    private static InitProducerIdResponse refused(ErrorCode error) {
        return InitProducerIdResponse.builder()
                .errorCode(error.code())
                .producerEpoch((short) -1)
                .build();
    }
}
