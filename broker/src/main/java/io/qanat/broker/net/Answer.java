package io.qanat.broker.net;

import java.util.concurrent.CompletableFuture;

/// One request's answer to come. Immutable.
public sealed interface Answer {
    /// The answer of a request whose work runs already. The request's memory is in use until it is
    /// done.
    ///
    /// @param done completes, in either way, when the work is done
    /// @param work works the reply out of what was done, without waiting
    record Underway(CompletableFuture<?> done, Work work) implements Answer {}

    /// The answer of a request that is worked out when its turn has come, on the connection's
    /// writer.
    ///
    /// @param work may block
    record InTurn(Work work) implements Answer {}

    /// The work of one request.
    interface Work {
        /// Works the reply out.
        Reply reply() throws InterruptedException;
    }
}
