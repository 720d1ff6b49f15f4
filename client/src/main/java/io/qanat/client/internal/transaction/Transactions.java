package io.qanat.client.internal.transaction;

import io.qanat.client.CancelledException;
import io.qanat.client.ClientException;
import io.qanat.client.TopicPartition;
import io.qanat.client.internal.cluster.Cluster;
import io.qanat.client.internal.connection.Backoff;
import io.qanat.client.internal.idempotence.Idempotence;
import io.qanat.client.internal.transaction.CommitResult.NotCommitted;
import io.qanat.client.internal.transaction.Starters.Starter;
import io.qanat.client.internal.transaction.TransactionState.Doomed;
import io.qanat.client.internal.transaction.TransactionState.Draining;
import io.qanat.client.internal.transaction.TransactionState.Ending;
import io.qanat.client.internal.transaction.TransactionState.Fatal;
import io.qanat.client.internal.transaction.TransactionState.Identifying;
import io.qanat.client.internal.transaction.TransactionState.Idle;
import io.qanat.client.internal.transaction.TransactionState.Open;
import io.qanat.client.internal.transaction.TransactionState.Unidentified;
import io.qanat.client.internal.transaction.TransactionState.Unknown;
import io.qanat.client.producer.GroupMember;
import io.qanat.client.producer.GroupOffset;
import io.qanat.client.producer.ProducerConfig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// A producer's transactions, one after the other: what callers can have of them in each state.
/// Confined to the client's loop.
public final class Transactions {
    /// Brokers complete a transaction for some milliseconds after they have said that it ends.
    private static final Duration PAUSE_MIN = Duration.ofMillis(20);

    private final String name;
    private final Reasons reasons;
    private final Wishes wishes = new Wishes();
    private final Course course;

    /// Knows nothing yet, and asks nobody until somebody wants something.
    ///
    /// @param retryBackoff the pauses of the client's requests
    public Transactions(
            ProducerConfig config,
            Cluster cluster,
            Idempotence idempotence,
            Cargo cargo,
            Backoff retryBackoff) {
        String id = config.transactionalId().orElseThrow();
        long requestNanos = config.connection().requestTimeout().toNanos();
        var coordinator =
                new Coordinator(Coordinator.Kind.TRANSACTION, id, requestNanos, retryBackoff);
        var desk = new Desk(id, coordinator, requestNanos, retryBackoff.from(PAUSE_MIN));
        this.name = desk.name();
        this.reasons = new Reasons(desk);
        this.course = new Course(desk, config, cluster, idempotence, cargo, wishes);
    }

    /// Finds out who this producer is, which ends what an earlier producer with the same id left
    /// open, and fences that one.
    public void initialize(Duration limit, CompletableFuture<Void> done, long nowNanos) {
        start(new Starter(Wish.of("initializing " + name, limit, done, nowNanos), false), nowNanos);
    }

    /// Begins a transaction as soon as that can be.
    public void begin(Duration limit, CompletableFuture<Void> done, long nowNanos) {
        String action = "beginning a transaction of " + name;
        start(new Starter(Wish.of(action, limit, done, nowNanos), true), nowNanos);
    }

    private void start(Starter starter, long nowNanos) {
        wishes.start(starter);
        letStart(nowNanos);
    }

    /// Makes offsets part of the open transaction.
    public void offsets(
            GroupMember member, Map<TopicPartition, GroupOffset> offsets, long nowNanos) {
        if (course.state() instanceof Open) {
            course.parts().offsets(member, offsets, nowNanos);
        }
    }

    /// Commits the open transaction, once everything that was sent in it is stored.
    public void commit(Duration limit, CompletableFuture<CommitResult> done, long nowNanos) {
        wishes.commit(Wish.of("committing the transaction of " + name, limit, done, nowNanos));
        if (wishes.lastCommit().isPresent()) {
            // Whoever asked before did not wait for it.
            wishes.committed(wishes.lastCommit().get());
            return;
        }
        switch (course.state()) {
            case Open open -> course.become(open.committing());
            case Draining draining when draining.commits() -> {}
            case Ending ending when ending.commits() -> {}
            case Doomed doomed -> {
                course.become(doomed.aborting());
                wishes.committed(new NotCommitted(doomed.cause()));
            }
            case Fatal fatal -> wishes.committed(new NotCommitted(fatal.cause()));
            default -> wishes.committed(new NotCommitted(course.obstacle()));
        }
    }

    /// Commits again what may have been committed.
    public void commitAgain(Duration limit, CompletableFuture<CommitResult> done, long nowNanos) {
        var wish = Wish.of("committing the transaction of " + name, limit, done, nowNanos);
        switch (course.state()) {
            case Unknown unknown -> {
                wishes.commit(wish);
                course.commitAgain(unknown);
            }
            case Ending ending when ending.commits() -> wishes.commit(wish);
            // An answer came late, or the producer started over.
            default ->
                    wishes.lastCommit()
                            .ifPresentOrElse(
                                    done::complete,
                                    () -> done.completeExceptionally(reasons.notToBeRepeated()));
        }
    }

    /// Aborts the open transaction; what was not sent is given up.
    public void abort(Duration limit, CompletableFuture<Void> done, long nowNanos) {
        wishes.abort(Wish.of("aborting the transaction of " + name, limit, done, nowNanos));
        switch (course.state()) {
            case Open open -> course.become(open.aborting(reasons.aborted()));
            case Doomed doomed -> course.become(doomed.aborting());
            case Draining draining -> {
                if (draining.commits()) {
                    course.become(draining.aborting(reasons.aborted()));
                    wishes.committed(new NotCommitted(reasons.aborted()));
                }
            }
            case Ending ending -> {
                if (ending.commits()) {
                    wishes.notAborted(reasons.notToBeAborted());
                }
            }
            case Unknown unknown -> wishes.notAborted(reasons.notToBeAborted());
            case Fatal fatal -> wishes.notAborted(fatal.cause());
            case Unidentified none -> wishes.aborted();
            case Identifying identifying -> wishes.aborted();
            case Idle idle -> wishes.aborted();
        }
    }

    /// Whether a lane may write to a partition now; else that is seen to.
    public boolean isEnrolled(TopicPartition partition) {
        return course.parts().isEnrolled(partition);
    }

    /// Changes whenever the answer of the method above may have become true.
    public int generation() {
        return course.parts().generation();
    }

    /// A record of the transaction did not come to be stored.
    public void failed(ClientException cause) {
        // A record that its sender has taken back is none of the transaction.
        if (!(cause instanceof CancelledException)) {
            course.doom(cause);
        }
    }

    /// Does everything that is due at this time.
    public void advance(long nowNanos) {
        wishes.expire(course.errand(), nowNanos).ifPresent(course::commitOverdue);
        course.advance(nowNanos);
        course.send(nowNanos);
        letStart(nowNanos);
        course.send(nowNanos);
    }

    /// When [#advance] has something to do at the latest.
    public long nextNanos(long nowNanos, long otherwise) {
        return wishes.nextNanos(course.nextNanos(nowNanos, otherwise));
    }

    /// Ends everything that still waits: nothing is sent any more.
    public void close(ClientException cause) {
        course.close(cause);
    }

    private void letStart(long nowNanos) {
        wishes.letGo(starter -> hasStarted(starter, nowNanos));
    }

    private boolean hasStarted(Starter starter, long nowNanos) {
        return switch (course.state()) {
            case Unidentified none -> {
                course.identify(none.identify());
                yield false;
            }
            case Idle idle -> {
                if (starter.begins()) {
                    course.begin(idle, nowNanos);
                }
                starter.wish().done().complete(null);
                yield true;
            }
            case Unknown unknown when starter.begins() -> refuse(starter, reasons.notToBeginYet());
            case Unknown unknown -> {
                course.startOver(unknown);
                yield false;
            }
            case Open open -> refuse(starter, reasons.open());
            case Doomed doomed -> refuse(starter, reasons.open());
            case Fatal fatal -> refuse(starter, fatal.cause());
            case Identifying identifying -> false;
            case Draining draining -> false;
            case Ending ending -> false;
        };
    }

    private static boolean refuse(Starter starter, ClientException cause) {
        starter.wish().done().completeExceptionally(cause);
        return true;
    }
}
