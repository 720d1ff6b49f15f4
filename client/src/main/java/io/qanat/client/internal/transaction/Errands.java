package io.qanat.client.internal.transaction;

import io.qanat.client.internal.cluster.Cluster;
import io.qanat.client.internal.connection.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The requests to coordinators that are not done. Confined to the client's loop.
final class Errands {
    private static final String VERSION_FEATURE = "transaction.version";
    private static final int SECOND_VERSION = 2;

    private final Cluster cluster;
    private final List<Errand> open = new ArrayList<>();

    /// What the coordinators' cluster had agreed on when one was last sent something.
    private int versionLevel;

    Errands(Cluster cluster) {
        this.cluster = cluster;
    }

    /// Whether the cluster has finalized the second version of transactions, as far as is known.
    boolean isSecondVersion() {
        return versionLevel >= SECOND_VERSION;
    }

    void add(Errand errand) {
        open.add(errand);
    }

    /// Whether any request is without an answer.
    boolean isAnyOut() {
        return open.stream().anyMatch(Errand::isAsking);
    }

    /// Whether nothing is left to be done.
    boolean isEmpty() {
        return open.isEmpty();
    }

    /// Drops all; those without an answer are kept in mind until they have one.
    void dropAll() {
        open.forEach(Errand::drop);
    }

    void advance(long nowNanos) {
        for (Errand errand : List.copyOf(open)) {
            if (errand.isDue(nowNanos)) {
                Optional<Connection> connection = errand.coordinator().connect(cluster, nowNanos);
                if (connection.isPresent()) {
                    versionLevel = connection.get().finalizedLevel(VERSION_FEATURE);
                    errand.go(connection.get(), nowNanos);
                }
                errand.coordinator()
                        .takeRefusal()
                        .ifPresent(cause -> errand.refuse(cause, nowNanos));
            }
        }
        open.removeIf(errand -> errand.isDone() && !errand.isAsking());
    }

    long nextNanos(long nowNanos, long otherwise) {
        long next = otherwise;
        for (Errand errand : open) {
            next = errand.nextNanos(nowNanos, next);
        }
        return next;
    }
}
