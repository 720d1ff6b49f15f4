package io.qanat.broker.api;

import io.qanat.broker.net.Answer;
import io.qanat.broker.net.Reply;
import io.qanat.protocol.ApiMessage;

/// What serves one API key. Thread-safe.
///
/// @param <Q> the requests of the key
interface Handler<Q extends ApiMessage> {
    /// Starts the work of one request. Runs on the connection's reader and must not wait for the
    /// disk.
    Answer handle(Q request, Call call);

    /// A handler that works its answers out when their turn has come.
    static <Q extends ApiMessage> Handler<Q> inTurn(Worker<Q> worker) {
        return (request, call) ->
                new Answer.InTurn(() -> new Reply.Response(worker.answer(request, call)));
    }

    /// The work behind such a handler.
    ///
    /// @param <Q> the requests of the key
    interface Worker<Q extends ApiMessage> {
        /// The response; may wait.
        ApiMessage answer(Q request, Call call) throws InterruptedException;
    }
}
