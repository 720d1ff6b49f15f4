package io.qanat.client.internal.transaction;

import io.qanat.client.ClientException;
import io.qanat.client.internal.idempotence.Idempotence;
import io.qanat.client.internal.idempotence.Identity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is sent in a producer's present transaction: records, and the parts that coordinators are
/// told of. Confined to the client's loop.
final class Content {
    private final Idempotence idempotence;
    private final Cargo cargo;
    private final Parts parts;
    private final Watchdog watchdog;
    private @Nullable Identity lastGiven;

    Content(Idempotence idempotence, Cargo cargo, Parts parts, Watchdog watchdog) {
        this.idempotence = idempotence;
        this.cargo = cargo;
        this.parts = parts;
        this.watchdog = watchdog;
    }

    Parts parts() {
        return parts;
    }

    /// Lets it be sent, under this identity.
    void open(Identity identity, boolean isSecondVersion, long nowNanos) {
        parts.begin(identity, isSecondVersion);
        watchdog.rest();
        if (!identity.equals(lastGiven)) {
            cargo.renew(nowNanos);
            lastGiven = identity;
        }
        idempotence.give(identity, isSecondVersion);
    }

    /// Lets nothing be sent any more.
    void close() {
        idempotence.withhold();
        watchdog.rest();
    }

    /// Whether a broker may have heard of it.
    boolean isTouched() {
        return idempotence.isUsed() || parts.isTouched();
    }

    /// Whether something of it may come late to a broker. Asked before it is closed.
    boolean isDoubtful() {
        return parts.isDoubtful() || hasGap();
    }

    /// Whether a broker refuses what follows.
    boolean hasGap() {
        return idempotence.isDraining();
    }

    /// Why the transaction must not stay open, if it was open for too long.
    Optional<ClientException> overdue(long nowNanos) {
        if (idempotence.isUsed()) {
            watchdog.watch(idempotence.firstUseNanos());
        }
        if (parts.isAny()) {
            watchdog.watch(parts.firstNanos());
        }
        return watchdog.bark(nowNanos);
    }

    /// Lets nothing linger.
    void hurry(long nowNanos) {
        cargo.hurry(nowNanos);
    }

    /// Whether all of it has arrived, or was given up.
    boolean isSettled() {
        return cargo.isEmpty() && !cargo.isAnyOut() && parts.isSettled();
    }

    /// Whether a request that carries records is without an answer.
    boolean isAnyOut() {
        return cargo.isAnyOut();
    }

    /// Gives up every record that is not on its way.
    void giveUp(ClientException cause, long nowNanos) {
        cargo.giveUp(cause, nowNanos);
    }

    /// Gives up what was sent while no transaction was open: it belongs to none.
    void giveUpStrays(ClientException cause, long nowNanos) {
        if (!cargo.isEmpty()) {
            cargo.giveUp(cause, nowNanos);
        }
    }

    /// When it is overdue, or nearly.
    long nextNanos(long otherwise) {
        return watchdog.nextNanos(otherwise);
    }
}
