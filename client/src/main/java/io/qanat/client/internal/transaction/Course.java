package io.qanat.client.internal.transaction;

import io.qanat.client.ClientException;
import io.qanat.client.internal.cluster.Cluster;
import io.qanat.client.internal.idempotence.Idempotence;
import io.qanat.client.internal.idempotence.Identity;
import io.qanat.client.internal.transaction.CommitResult.Committed;
import io.qanat.client.internal.transaction.CommitResult.NotCommitted;
import io.qanat.client.internal.transaction.TransactionState.Doomed;
import io.qanat.client.internal.transaction.TransactionState.Draining;
import io.qanat.client.internal.transaction.TransactionState.Ending;
import io.qanat.client.internal.transaction.TransactionState.Fatal;
import io.qanat.client.internal.transaction.TransactionState.Identifying;
import io.qanat.client.internal.transaction.TransactionState.Idle;
import io.qanat.client.internal.transaction.TransactionState.Open;
import io.qanat.client.internal.transaction.TransactionState.Unidentified;
import io.qanat.client.internal.transaction.TransactionState.Unknown;
import io.qanat.client.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/// The course of a producer's transactions: their state, and how it goes on with answers, with time
/// and with what becomes of the content. The package draws it. Confined to the client's loop.
final class Course implements Identification.Result, EndErrand.Result {
    private final Desk desk;
    private final int timeoutMillis;
    private final Wishes wishes;
    private final Reasons reasons;
    private final Errands errands;
    private final Content content;
    private final End end;
    private TransactionState state = Unidentified.UNIDENTIFIED;

    private boolean isSecondVersion;

    /// Whether something of the present transaction may come late to a broker.
    private boolean isInDoubt;

    /// Why the present transaction cannot be committed.
    private @Nullable ClientException doom;

    private @Nullable Identification identification;

    Course(
            Desk desk,
            ProducerConfig config,
            Cluster cluster,
            Idempotence idempotence,
            Cargo cargo,
            Wishes wishes) {
        this.desk = desk;
        this.timeoutMillis = (int) config.transactionTimeout().toMillis();
        this.wishes = wishes;
        this.reasons = new Reasons(desk);
        this.errands = new Errands(cluster);
        this.content =
                new Content(
                        idempotence,
                        cargo,
                        new Parts(desk, errands, this::refused),
                        new Watchdog(desk.name(), config.transactionTimeout()));
        this.end = new End(desk, errands, this);
    }

    TransactionState state() {
        return state;
    }

    void become(TransactionState next) {
        state = next;
    }

    Parts parts() {
        return content.parts();
    }

    /// Why the present transaction cannot be committed, or why there is none.
    ClientException obstacle() {
        return doom == null ? reasons.notOpen() : doom;
    }

    /// What a coordinator is asked at present, if it is not about parts.
    @Nullable Errand errand() {
        return identification == null ? end.errand() : identification;
    }

    /// Begins a transaction.
    void begin(Idle idle, long nowNanos) {
        isSecondVersion = errands.isSecondVersion();
        isInDoubt = false;
        doom = null;
        end.forget();
        wishes.begun();
        content.open(idle.identity(), isSecondVersion, nowNanos);
        become(idle.begun());
    }

    /// Finds out who this producer is.
    void identify(Identifying next) {
        become(next);
        identification = new Identification(desk, timeoutMillis, next.before(), this);
        errands.add(identification);
    }

    /// Starts over, whatever became of the last commit.
    void startOver(Unknown unknown) {
        end.drop();
        identify(unknown.initialized());
    }

    /// Commits again what may have been committed.
    void commitAgain(Unknown unknown) {
        become(unknown.retried());
        end.askAgain(unknown.identity(), isSecondVersion);
    }

    /// Something failed, so the present transaction can only be aborted.
    void doom(ClientException cause) {
        if (state instanceof Open open) {
            doom = cause;
            become(open.doomed(cause));
        } else if (state instanceof Draining draining && draining.commits()) {
            doom = cause;
            become(draining.aborting(cause));
            wishes.committed(new NotCommitted(cause));
        }
    }

    /// The time for a commit is over.
    void commitOverdue(ClientException cause) {
        if (state instanceof Ending ending) {
            end.stop();
            uncommitted(ending, cause);
        } else {
            doom(cause);
        }
    }

    /// Nothing is sent any more.
    void close(ClientException cause) {
        if (state instanceof Ending ending && ending.commits()) {
            wishes.committed(end.fate(cause));
        } else if (wishes.isCommitWanted()) {
            wishes.committed(new NotCommitted(cause));
        }
        errands.dropAll();
        fail(cause);
    }

    /// Does what follows from the time, and from what became of the content.
    void advance(long nowNanos) {
        switch (state) {
            case Open open -> watch(nowNanos);
            case Doomed doomed -> {
                content.giveUp(doomed.cause(), nowNanos);
                watch(nowNanos);
            }
            case Draining draining when draining.commits() -> drain(draining, nowNanos);
            case Draining draining -> clear(draining, nowNanos);
            case Fatal fatal -> content.giveUpStrays(fatal.cause(), nowNanos);
            default -> content.giveUpStrays(reasons.notOpen(), nowNanos);
        }
        if (state instanceof Open || state instanceof Draining) {
            parts().advance(nowNanos);
        }
    }

    /// Sends what is due.
    void send(long nowNanos) {
        errands.advance(nowNanos);
    }

    /// When there is something to do at the latest.
    long nextNanos(long nowNanos, long otherwise) {
        if (parts().isWanting() && state instanceof Open) {
            return nowNanos;
        }
        long next = errands.nextNanos(nowNanos, otherwise);
        boolean isWatched = state instanceof Open || state instanceof Doomed;
        return isWatched ? content.nextNanos(next) : next;
    }

    private void watch(long nowNanos) {
        content.overdue(nowNanos)
                .ifPresent(cause -> {
                    doom(cause);
                    if (state instanceof Doomed doomed) {
                        become(doomed.aborting());
                    }
                });
        if (content.hasGap()) {
            doom(reasons.gap());
        }
    }

    /// All of it is to arrive before it is committed.
    private void drain(Draining draining, long nowNanos) {
        content.hurry(nowNanos);
        watch(nowNanos);
        if (state.equals(draining) && content.isSettled()) {
            end(draining);
        }
    }

    /// Nothing of it is to be under way when it is aborted.
    private void clear(Draining draining, long nowNanos) {
        ClientException cause = draining.cause() == null ? reasons.notOpen() : draining.cause();
        errands.dropAll();
        content.giveUp(cause, nowNanos);
        if (!content.isAnyOut() && !errands.isAnyOut()) {
            content.giveUp(cause, nowNanos);
            end(draining);
        }
    }

    private void end(Draining draining) {
        isInDoubt = content.isDoubtful();
        content.close();
        if (content.isTouched()) {
            become(draining.drained());
            end.ask(draining.identity(), draining.commits(), isSecondVersion);
        } else {
            become(draining.untouched());
            over(draining.commits());
        }
    }

    @Override
    public void identified(Identity identity, long nowNanos) {
        identification = null;
        if (state instanceof Identifying identifying) {
            become(identifying.identified(identity));
        }
    }

    @Override
    public void unidentified(ClientException cause, long nowNanos) {
        identification = null;
        if (Reasons.isFencing(cause)) {
            fail(reasons.fenced(cause));
        } else if (state instanceof Identifying identifying) {
            become(identifying.refused());
            wishes.notStarted(cause);
        }
    }

    @Override
    public void ended(Identity next, long nowNanos) {
        Ending ending = ending();
        if (ending == null) {
            return;
        }
        isInDoubt |= end.isDoubtful();
        if (isInDoubt && next.equals(ending.identity())) {
            identify(ending.doubted());
        } else {
            become(ending.ended(next));
        }
        over(ending.commits());
    }

    @Override
    public void unended(ClientException cause, long nowNanos) {
        Ending ending = ending();
        if (ending == null) {
            return;
        }
        if (Reasons.isFencing(cause)) {
            ClientException fenced = reasons.fenced(cause);
            if (ending.commits()) {
                wishes.committed(end.fate(fenced));
            }
            fail(fenced);
        } else if (!ending.commits()) {
            boolean isOver = Reasons.isNotOngoing(cause);
            identify(isOver ? ending.doubted() : ending.abandoned());
            wishes.aborted();
        } else if (Reasons.isOver(cause)) {
            // Under this epoch there is nothing to be committed any more: the brokers have aborted
            // it. Had it been committed, this commit would be a success.
            identify(ending.doubted());
            wishes.committed(new NotCommitted(cause));
        } else {
            uncommitted(ending, cause);
        }
    }

    private void uncommitted(Ending ending, ClientException cause) {
        CommitResult fate = end.fate(cause);
        boolean isUnknown = fate instanceof CommitResult.Unknown;
        become(isUnknown ? ending.undecided(cause) : ending.aborting(cause));
        wishes.committed(fate);
    }

    /// An answer that comes late still decides.
    private @Nullable Ending ending() {
        if (state instanceof Unknown unknown) {
            become(unknown.retried());
        }
        return state instanceof Ending ending ? ending : null;
    }

    private void over(boolean commits) {
        if (commits) {
            wishes.committed(Committed.COMMITTED);
        } else {
            wishes.aborted();
        }
    }

    /// A coordinator refuses a part for good.
    private void refused(ClientException cause) {
        if (Reasons.isFencing(cause)) {
            ClientException fenced = reasons.fenced(cause);
            if (wishes.isCommitWanted()) {
                wishes.committed(new NotCommitted(fenced));
            }
            fail(fenced);
        } else {
            doom(cause);
        }
    }

    private void fail(ClientException cause) {
        become(new Fatal(cause));
        content.close();
        doom = cause;
        wishes.notStarted(cause);
        wishes.notAborted(cause);
    }
}
