package io.qanat.client.internal.sink;

import io.qanat.client.ClientException;
import io.qanat.client.TopicPartition;
import io.qanat.client.internal.accumulator.PartitionBuffer;
import io.qanat.client.internal.cluster.Cluster;
import io.qanat.client.internal.idempotence.Idempotence;
import io.qanat.client.internal.transaction.Transactions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a producer's batches need before they may be sent: an identity, which transactions bring
/// along, and with those the enrolment of their partition. Confined to the client's loop.
final class Clearance {
    private final Cluster cluster;
    private final Idempotence idempotence;
    private final Load load;

    /// Null for a producer without them.
    private final @Nullable Transactions transactions;

    private int generation;

    Clearance(
            Cluster cluster,
            Idempotence idempotence,
            Load load,
            @Nullable Transactions transactions) {
        this.cluster = cluster;
        this.idempotence = idempotence;
        this.load = load;
        this.transactions = transactions;
    }

    /// The transactions of a producer that has them.
    Transactions transactions() {
        return Objects.requireNonNull(transactions);
    }

    /// Whether a partition may be written to in the present transaction; always without
    /// transactions.
    boolean isEnrolled(PartitionBuffer home) {
        return transactions == null
                || transactions.isEnrolled(new TopicPartition(home.topic(), home.partition()));
    }

    /// Sees to it that there is an identity when there is something to send, and has the lanes look
    /// again at what may be sent when that has changed.
    void advance(long nowNanos) {
        if (idempotence.isOff()) {
            return;
        }
        if (transactions == null) {
            renewIdentity(nowNanos);
        } else {
            load.takeFailure().ifPresent(transactions::failed);
            transactions.advance(nowNanos);
        }
        int now = idempotence.generation() + (transactions == null ? 0 : transactions.generation());
        if (now != generation) {
            generation = now;
            load.arrange(nowNanos);
        }
    }

    /// Renews it when all that was sent under it is resolved.
    private void renewIdentity(long nowNanos) {
        if (!load.isEmpty()) {
            idempotence.advance(cluster, nowNanos);
        }
        idempotence.takeRefusal().ifPresent(cause -> load.refuse(cause, nowNanos));
        if (idempotence.isDraining() && load.isDrained()) {
            load.renew(nowNanos);
            idempotence.drained(nowNanos);
        }
    }

    /// When it is to be advanced again.
    long nextNanos(long nowNanos, long otherwise) {
        long next = transactions == null ? otherwise : transactions.nextNanos(nowNanos, otherwise);
        return load.isEmpty() ? next : idempotence.nextNanos(nowNanos, next);
    }

    /// Records were given up, all for one reason: a transaction with them cannot be committed.
    void givenUp(ClientException cause) {
        if (transactions != null) {
            transactions.failed(cause);
        }
    }

    /// Nothing is sent any more.
    void close(ClientException cause) {
        if (transactions != null) {
            transactions.close(cause);
        }
    }
}
