package io.qanat.client.internal.transaction;

import io.qanat.client.BrokerException;
import io.qanat.client.ClientException;
import io.qanat.client.FencedException;
import io.qanat.client.TransactionException;
import io.qanat.protocol.ErrorCode;

/// Why something of a producer's transactions cannot be: what callers are told, and what a
/// coordinator's refusal means. Immutable.
record Reasons(Desk desk) {
    /// Whether another producer has the transactional id.
    static boolean isFencing(ClientException cause) {
        return switch (cause.errorCode().orElse(ErrorCode.NONE)) {
            case PRODUCER_FENCED, INVALID_PRODUCER_EPOCH -> true;
            default -> false;
        };
    }

    /// Whether the coordinator says that under this epoch no transaction is open.
    static boolean isOver(ClientException cause) {
        return cause.errorCode().orElse(null) == ErrorCode.INVALID_TXN_STATE;
    }

    /// Whether the coordinator says that under this id and epoch no transaction is open.
    static boolean isNotOngoing(ClientException cause) {
        return isOver(cause)
                || cause.errorCode().orElse(null) == ErrorCode.INVALID_PRODUCER_ID_MAPPING;
    }

    FencedException fenced(ClientException cause) {
        return cause instanceof BrokerException refusal
                ? new FencedException(desk.id(), refusal)
                : new FencedException(
                        desk.id(),
                        new BrokerException(desk.name(), ErrorCode.PRODUCER_FENCED, null));
    }

    ClientException open() {
        return new TransactionException("a transaction of " + desk.name() + " is open");
    }

    ClientException notOpen() {
        return new TransactionException("no transaction of " + desk.name() + " is open");
    }

    ClientException aborted() {
        return new TransactionException("the transaction of " + desk.name() + " was aborted");
    }

    ClientException gap() {
        return new TransactionException("a broker does not know the last batch of " + desk.name());
    }

    ClientException notToBeAborted() {
        return new TransactionException(
                "the commit of "
                        + desk.name()
                        + " may have been carried out, so it cannot be aborted; retry it, or"
                        + " initialize the producer");
    }

    ClientException notToBeRepeated() {
        return new TransactionException(
                desk.name()
                        + " has begun another transaction since, so that no commit is repeated");
    }

    ClientException notToBeginYet() {
        return new TransactionException(
                "whether the last transaction of "
                        + desk.name()
                        + " was committed is not known; retry the commit, or initialize the"
                        + " producer");
    }
}
