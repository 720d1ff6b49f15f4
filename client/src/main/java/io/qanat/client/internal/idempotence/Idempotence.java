package io.qanat.client.internal.idempotence;

import io.qanat.client.BrokerException;
import io.qanat.client.ClientException;
import io.qanat.client.internal.cluster.Cluster;
import io.qanat.client.internal.connection.Backoff;
import io.qanat.client.internal.connection.Connection;
import io.qanat.client.internal.idempotence.IdentityState.Asking;
import io.qanat.client.internal.idempotence.IdentityState.Draining;
import io.qanat.client.internal.idempotence.IdentityState.Known;
import io.qanat.client.internal.idempotence.IdentityState.Unknown;
import io.qanat.client.internal.idempotence.IdentityState.Withheld;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.InitProducerIdResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A producer's identity: asked for when it is needed, and renewed when it is in doubt.
///
/// Confined to the client's loop.
public final class Idempotence {
    private final long timeoutNanos;
    private final Backoff backoff;
    private IdentityState state;
    private @Nullable ClientException refusal;
    private int generation;

    /// Whether a batch has departed under the identity that was given last, and when the first did.
    private boolean isUsed;

    private long firstUseNanos;
    private boolean isSecondVersion;

    /// Has not asked yet.
    ///
    /// @param backoff the pauses between questions that fail
    public Idempotence(ProducerConfig config, Backoff backoff) {
        this.timeoutNanos = config.connection().requestTimeout().toNanos();
        this.backoff = backoff;
        if (config.isTransactional()) {
            this.state = Withheld.WITHHELD;
        } else {
            this.state = config.isIdempotent() ? new Unknown(0, 0) : IdentityState.Off.OFF;
        }
    }

    /// Whether batches go without an identity.
    public boolean isOff() {
        return state == IdentityState.Off.OFF;
    }

    /// Whether batches can be sent that were not sent before.
    public boolean isKnown() {
        return state instanceof Known;
    }

    /// Whether what was sent is being resolved.
    public boolean isDraining() {
        return state instanceof Draining;
    }

    /// Changes whenever the answers of the methods above may have changed.
    public int generation() {
        return generation;
    }

    /// The identity of what is sent now.
    public Optional<Identity> identity() {
        return switch (state) {
            case Known known -> Optional.of(known.identity());
            case Draining draining -> Optional.of(draining.identity());
            case Unknown unknown -> Optional.empty();
            case Asking asking -> Optional.empty();
            case IdentityState.Off off -> Optional.empty();
            case Withheld withheld -> Optional.empty();
        };
    }

    /// Lets batches be sent under an identity that the coordinator of transactions has given, until
    /// it is withheld again.
    ///
    /// @param isSecondVersion whether brokers take a batch's partition into the transaction
    ///   themselves (KIP-890)
    public void give(Identity identity, boolean isSecondVersion) {
        if (!(state instanceof Withheld withheld)) {
            throw new IllegalStateException("given while " + state);
        }
        isUsed = false;
        this.isSecondVersion = isSecondVersion;
        become(withheld.given(identity));
    }

    /// Lets no batch be sent: the transaction ends.
    public void withhold() {
        if (state != Withheld.WITHHELD) {
            become(Withheld.WITHHELD);
        }
    }

    /// A batch departs under the present identity.
    public void departs(long nowNanos) {
        if (!isUsed) {
            isUsed = true;
            firstUseNanos = nowNanos;
        }
    }

    /// Whether a batch has departed under the identity that was given last.
    public boolean isUsed() {
        return isUsed;
    }

    /// When the first of them departed.
    public long firstUseNanos() {
        return firstUseNanos;
    }

    /// Whether brokers take a batch's partition into the transaction themselves (KIP-890).
    public boolean isSecondVersion() {
        return isSecondVersion;
    }

    /// Asks for an identity if that is due and any broker can be asked.
    public void advance(Cluster cluster, long nowNanos) {
        if (state instanceof Unknown unknown && isDue(unknown, nowNanos)) {
            Optional<Connection> connection = cluster.connectAny(nowNanos);
            if (connection.isPresent()) {
                become(unknown.asked());
                connection.get().send(new InitProducerIdCall(this, timeoutNanos), nowNanos);
            }
        }
    }

    /// When the next question is due, if that is in the future.
    public long nextNanos(long nowNanos, long otherwise) {
        return state instanceof Unknown unknown
                        && !isDue(unknown, nowNanos)
                        && unknown.dueNanos() - otherwise < 0
                ? unknown.dueNanos()
                : otherwise;
    }

    /// Why brokers give this producer no identity, if that has come out since the last call.
    public Optional<ClientException> takeRefusal() {
        Optional<ClientException> taken = Optional.ofNullable(refusal);
        refusal = null;
        return taken;
    }

    /// Something that was sent under an identity left a gap, or was refused for its sequence. News
    /// of an identity that is no longer in use changes nothing.
    ///
    /// @param needsNewId whether another epoch under the same id would not do
    /// @return whether the identity was not in doubt before
    public boolean doubt(Identity of, boolean needsNewId) {
        if (state instanceof Known known && known.identity().equals(of)) {
            become(known.doubted(needsNewId));
            return true;
        } else if (state instanceof Draining draining && draining.identity().equals(of)) {
            state = draining.doubted(needsNewId);
        }
        return false;
    }

    /// Nothing is in flight, and nothing that was sent is without an answer.
    public void drained(long nowNanos) {
        if (!(state instanceof Draining draining)) {
            throw new IllegalStateException("drained while " + state);
        }
        become(draining.drained(nowNanos));
    }

    void answered(InitProducerIdResponse response, long nowNanos) {
        ErrorCode error = ErrorCode.of(response.errorCode());
        if (error != ErrorCode.NONE) {
            failed(
                    new BrokerException("asking for a producer id", error, null),
                    error.retriable(),
                    nowNanos);
        } else if (state instanceof Asking asking) {
            become(asking.answered(new Identity(response.producerId(), response.producerEpoch())));
        }
    }

    void failed(ClientException cause, boolean mayPass, long nowNanos) {
        if (state instanceof Asking asking) {
            become(asking.failed(nowNanos + backoff.nanos(asking.failures() + 1)));
            if (!mayPass) {
                refusal = cause;
            }
        }
    }

    private static boolean isDue(Unknown unknown, long nowNanos) {
        return unknown.failures() == 0 || nowNanos - unknown.dueNanos() >= 0;
    }

    private void become(IdentityState next) {
        state = next;
        generation++;
    }
}
