package io.qanat.broker.api;

import io.qanat.broker.topics.Topics;
import io.qanat.log.Log;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.FetchRequest;
import io.qanat.protocol.message.FetchResponse;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Fetch: records from partitions, waiting for new ones when there are not enough. Immutable.
///
/// Fetch sessions (KIP-227) are declined: every answer carries session 0, so every request names
/// all its partitions.
final class FetchHandler {
    private final int bytesMax;
    private final Log log;
    private final Topics topics;
    private final AdvanceBoard board;
    private final LongSupplier nanoTime;

    private FetchHandler(
            int bytesMax, Log log, Topics topics, AdvanceBoard board, LongSupplier nanoTime) {
        this.bytesMax = bytesMax;
        this.log = log;
        this.topics = topics;
        this.board = board;
        this.nanoTime = nanoTime;
    }

    static Api<FetchRequest> api(
            NodeSettings settings,
            Log log,
            Topics topics,
            AdvanceBoard board,
            LongSupplier nanoTime) {
        var handler = new FetchHandler(settings.fetchBytesMax(), log, topics, board, nanoTime);
        return Api.of(ApiKey.FETCH, 4, 18, FetchRequest.class, Handler.inTurn(handler::answer));
    }

    private FetchResponse answer(FetchRequest request, Call call) throws InterruptedException {
        // Epochs 0 and -1 open and close a session; any other goes on with one that this broker
        // never gave.
        if (request.sessionEpoch() > 0) {
            return FetchResponse.builder()
                    .errorCode(ErrorCode.FETCH_SESSION_ID_NOT_FOUND.code())
                    .build();
        }
        var plan =
                new FetchPlan(request, call.version(), topics.image(), log.leaderEpoch(), bytesMax);
        plan.read(log);
        if (!plan.isComplete()) {
            await(
                    plan,
                    call,
                    call.arrivalNanos() + TimeUnit.MILLISECONDS.toNanos(request.maxWaitMs()));
        }
        return plan.response();
    }

    private void await(FetchPlan plan, Call call, long deadlineNanos) throws InterruptedException {
        AdvanceBoard.Watch watch = board.watch(plan.partitions(), call.peer().bell());
        try {
            // Records that came between the first read and the watch rang nobody, so there is a
            // read before the first wait.
            boolean rang = true;
            while (rang) {
                plan.read(log);
                rang =
                        !plan.isComplete()
                                && call.peer().bell().await(deadlineNanos - nanoTime.getAsLong());
            }
        } finally {
            watch.close();
        }
    }
}
