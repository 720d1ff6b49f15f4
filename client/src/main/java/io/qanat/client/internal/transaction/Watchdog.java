package io.qanat.client.internal.transaction;

import io.qanat.client.ClientException;
import io.qanat.client.TransactionException;
import java.time.Duration;
import java.util.Optional;

/// Looks after a transaction that is open for long: warns at three quarters of its timeout, and
/// ends it at nine tenths, before the brokers do and fence the producer. Confined to the client's
/// loop.
final class Watchdog {
    private static final System.Logger LOGGER = System.getLogger(Watchdog.class.getName());

    private final String name;
    private final Duration timeout;
    private boolean isWatching;
    private boolean hasWarned;
    private long sinceNanos;

    Watchdog(String name, Duration timeout) {
        this.name = name;
        this.timeout = timeout;
    }

    /// A transaction begins, of which brokers do not know yet.
    void rest() {
        isWatching = false;
        hasWarned = false;
    }

    /// Brokers may know of the transaction since then.
    void watch(long nanos) {
        if (!isWatching || nanos - sinceNanos < 0) {
            isWatching = true;
            sinceNanos = nanos;
        }
    }

    /// Why the transaction is to be aborted, if it is.
    Optional<ClientException> bark(long nowNanos) {
        if (!isWatching) {
            return Optional.empty();
        }
        if (nowNanos - endNanos() >= 0) {
            return Optional.of(
                    new TransactionException(
                            "the transaction of "
                                    + name
                                    + " was open for "
                                    + Duration.ofNanos(nowNanos - sinceNanos).toMillis()
                                    + " ms, so it was aborted before the brokers do that after"
                                    + " transaction.timeout.ms ("
                                    + timeout.toMillis()
                                    + ")"));
        }
        if (!hasWarned && nowNanos - warningNanos() >= 0) {
            hasWarned = true;
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "transaction is open for long and will be aborted "
                            + name
                            + " timeoutMillis="
                            + timeout.toMillis());
        }
        return Optional.empty();
    }

    long nextNanos(long otherwise) {
        if (!isWatching) {
            return otherwise;
        }
        long next = hasWarned ? endNanos() : warningNanos();
        return next - otherwise < 0 ? next : otherwise;
    }

    private long warningNanos() {
        return sinceNanos + timeout.toNanos() / 4 * 3;
    }

    private long endNanos() {
        return sinceNanos + timeout.toNanos() / 10 * 9;
    }
}
