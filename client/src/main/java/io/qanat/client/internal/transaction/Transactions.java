package io.qanat.client.internal.transaction;

import io.qanat.client.BrokerException;
import io.qanat.client.CancelledException;
import io.qanat.client.ClientException;
import io.qanat.client.FencedException;
import io.qanat.client.TopicPartition;
import io.qanat.client.TransactionException;
import io.qanat.client.internal.cluster.Cluster;
import io.qanat.client.internal.connection.Backoff;
import io.qanat.client.internal.connection.Connection;
import io.qanat.client.internal.idempotence.Idempotence;
import io.qanat.client.internal.idempotence.Identity;
import io.qanat.client.internal.transaction.CommitResult.Committed;
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
import io.qanat.protocol.ErrorCode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A producer's transactions, one after the other. Confined to the client's loop.
public final class Transactions {
    /// Brokers complete a transaction for some milliseconds after they have said that it ends.
    private static final Duration PAUSE_MIN = Duration.ofMillis(20);

    private static final String VERSION_FEATURE = "transaction.version";
    private static final int SECOND_VERSION = 2;

    private final Desk desk;
    private final int timeoutMillis;
    private final Idempotence idempotence;
    private final Cargo cargo;
    private final Errands errands;
    private final Parts parts;
    private final Watchdog watchdog;
    private final Starters starters = new Starters();
    private TransactionState state = Unidentified.UNIDENTIFIED;

    /// What the coordinator's cluster had agreed on when it was last sent something.
    private int versionLevel;

    private boolean isSecondVersion;

    /// Whether something of the present transaction may come late to a broker.
    private boolean isInDoubt;

    /// Why the present transaction cannot be committed.
    private @Nullable ClientException doom;

    private @Nullable Identity lastGiven;
    private @Nullable Identification identification;
    private @Nullable EndErrand end;
    private @Nullable Wish<CommitResult> commit;
    private @Nullable Wish<Void> abort;
    private @Nullable CommitResult lastCommit;

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
        Backoff backoff = retryBackoff.from(PAUSE_MIN);
        var coordinator =
                new Coordinator(Coordinator.Kind.TRANSACTION, id, requestNanos, retryBackoff);
        this.desk = new Desk(id, coordinator, requestNanos, backoff);
        this.timeoutMillis = (int) config.transactionTimeout().toMillis();
        this.idempotence = idempotence;
        this.cargo = cargo;
        this.errands = new Errands(cluster, this::departing);
        this.parts = new Parts(desk, errands, this::refused);
        this.watchdog = new Watchdog(desk.name(), config.transactionTimeout());
    }

    /// Finds out who this producer is, which ends what an earlier producer with the same id left
    /// open, and fences that one.
    public void initialize(Duration limit, CompletableFuture<Void> done, long nowNanos) {
        start("initializing " + desk.name(), limit, false, done, nowNanos);
    }

    /// Begins a transaction as soon as that can be.
    public void begin(Duration limit, CompletableFuture<Void> done, long nowNanos) {
        start("beginning a transaction of " + desk.name(), limit, true, done, nowNanos);
    }

    private void start(
            String action,
            Duration limit,
            boolean begins,
            CompletableFuture<Void> done,
            long nowNanos) {
        starters.add(new Starter(Wish.of(action, limit, done, nowNanos), begins));
        starters.letGo(starter -> hasStarted(starter, nowNanos));
    }

    /// Makes offsets part of the open transaction.
    public void offsets(
            GroupMember member, Map<TopicPartition, GroupOffset> offsets, long nowNanos) {
        if (state instanceof Open) {
            parts.offsets(member, offsets, nowNanos);
        }
    }

    /// Commits the open transaction, once everything that was sent in it is stored.
    public void commit(Duration limit, CompletableFuture<CommitResult> done, long nowNanos) {
        commit = Wish.of("committing the transaction of " + desk.name(), limit, done, nowNanos);
        if (lastCommit != null) {
            // Whoever asked before did not wait for it.
            committed(lastCommit);
            return;
        }
        switch (state) {
            case Open open -> become(open.committing());
            case Draining draining when draining.commits() -> {}
            case Ending ending when ending.commits() -> {}
            case Doomed doomed -> {
                become(doomed.aborting());
                committed(new NotCommitted(doomed.cause()));
            }
            case Fatal fatal -> committed(new NotCommitted(fatal.cause()));
            default -> committed(new NotCommitted(doom == null ? notOpen() : doom));
        }
    }

    /// Commits again what may have been committed.
    public void commitAgain(Duration limit, CompletableFuture<CommitResult> done, long nowNanos) {
        Wish<CommitResult> wish =
                Wish.of("committing the transaction of " + desk.name(), limit, done, nowNanos);
        if (state instanceof Unknown unknown) {
            commit = wish;
            become(unknown.retried());
            if (end != null && !end.isDone()) {
                end.resume();
            } else {
                askForEnd(unknown.identity(), true).doubt();
            }
        } else if (state instanceof Ending ending && ending.commits()) {
            commit = wish;
        } else if (lastCommit != null) {
            // An answer came late, or the producer started over.
            done.complete(lastCommit);
        } else {
            done.completeExceptionally(notToBeRepeated());
        }
    }

    /// Aborts the open transaction; what was not sent is given up.
    public void abort(Duration limit, CompletableFuture<Void> done, long nowNanos) {
        abort = Wish.of("aborting the transaction of " + desk.name(), limit, done, nowNanos);
        var cause = new TransactionException("the transaction of " + desk.name() + " was aborted");
        switch (state) {
            case Open open -> become(open.aborting(cause));
            case Doomed doomed -> become(doomed.aborting());
            case Draining draining -> {
                if (draining.commits()) {
                    become(draining.aborting(cause));
                    committed(new NotCommitted(cause));
                }
            }
            case Ending ending -> {
                if (ending.commits()) {
                    aborted(notToBeAborted());
                }
            }
            case Unknown unknown -> aborted(notToBeAborted());
            case Fatal fatal -> aborted(fatal.cause());
            case Unidentified none -> aborted(null);
            case Identifying identifying -> aborted(null);
            case Idle idle -> aborted(null);
        }
    }

    /// Whether a lane may write to a partition now; else that is seen to.
    public boolean isEnrolled(TopicPartition partition) {
        return parts.isEnrolled(partition);
    }

    /// Changes whenever the answer of the method above may have become true.
    public int generation() {
        return parts.generation();
    }

    /// A record of the transaction did not come to be stored.
    public void failed(ClientException cause) {
        // A record that its sender has taken back is none of the transaction.
        if (!(cause instanceof CancelledException)) {
            doom(cause);
        }
    }

    /// Does everything that is due at this time.
    public void advance(long nowNanos) {
        expire(nowNanos);
        switch (state) {
            case Open open -> watch(nowNanos);
            case Doomed doomed -> {
                cargo.giveUp(doomed.cause(), nowNanos);
                watch(nowNanos);
            }
            case Draining draining -> drain(draining, nowNanos);
            case Fatal fatal -> refuseStrays(fatal.cause(), nowNanos);
            default -> refuseStrays(notOpen(), nowNanos);
        }
        if (state instanceof Open || state instanceof Draining) {
            parts.advance(nowNanos);
        }
        errands.advance(nowNanos);
        starters.letGo(starter -> hasStarted(starter, nowNanos));
        errands.advance(nowNanos);
    }

    /// When [#advance] has something to do at the latest.
    public long nextNanos(long nowNanos, long otherwise) {
        if (parts.isWanting() && state instanceof Open) {
            return nowNanos;
        }
        long next = errands.nextNanos(nowNanos, otherwise);
        next = starters.nextNanos(next);
        if (commit != null && commit.deadlineNanos() - next < 0) {
            next = commit.deadlineNanos();
        }
        if (abort != null && abort.deadlineNanos() - next < 0) {
            next = abort.deadlineNanos();
        }
        boolean isWatched = state instanceof Open || state instanceof Doomed;
        return isWatched ? watchdog.nextNanos(next) : next;
    }

    /// Ends everything that still waits: nothing is sent any more.
    public void close(ClientException cause) {
        switch (state) {
            case Ending ending when ending.commits() -> {
                boolean maybe = end != null && end.mayBeCarriedOut();
                committed(maybe ? new CommitResult.Unknown(cause) : new NotCommitted(cause));
            }
            case Unknown unknown -> {}
            default -> {
                if (commit != null) {
                    committed(new NotCommitted(cause));
                }
            }
        }
        errands.dropAll();
        fail(cause);
    }

    private boolean hasStarted(Starter starter, long nowNanos) {
        switch (state) {
            case Unidentified none -> identify(none.identify());
            case Idle idle -> {
                if (starter.begins()) {
                    begin(idle, nowNanos);
                }
                starter.wish().done().complete(null);
                return true;
            }
            case Unknown unknown when starter.begins() -> {
                starter.wish().done().completeExceptionally(notToBeginYet());
                return true;
            }
            case Unknown unknown -> {
                if (end != null) {
                    end.drop();
                }
                identify(unknown.initialized());
            }
            case Open open -> {
                return refuse(starter);
            }
            case Doomed doomed -> {
                return refuse(starter);
            }
            case Fatal fatal -> {
                starter.wish().done().completeExceptionally(fatal.cause());
                return true;
            }
            case Identifying identifying -> {}
            case Draining draining -> {}
            case Ending ending -> {}
        }
        return false;
    }

    private boolean refuse(Starter starter) {
        starter.wish()
                .done()
                .completeExceptionally(
                        new TransactionException("a transaction of " + desk.name() + " is open"));
        return true;
    }

    private void begin(Idle idle, long nowNanos) {
        isSecondVersion = versionLevel >= SECOND_VERSION;
        isInDoubt = false;
        doom = null;
        lastCommit = null;
        end = null;
        parts.begin(idle.identity(), isSecondVersion);
        watchdog.rest();
        if (!idle.identity().equals(lastGiven)) {
            cargo.renew(nowNanos);
            lastGiven = idle.identity();
        }
        become(idle.begun());
        idempotence.give(idle.identity(), isSecondVersion);
    }

    private void identify(Identifying next) {
        become(next);
        identification =
                new Identification(
                        desk,
                        timeoutMillis,
                        next.before(),
                        new Identification.Result() {
                            @Override
                            public void identified(Identity identity, long nowNanos) {
                                Transactions.this.identified(identity);
                            }

                            @Override
                            public void unidentified(ClientException cause, long nowNanos) {
                                Transactions.this.unidentified(cause);
                            }
                        });
        errands.add(identification);
    }

    private void identified(Identity identity) {
        identification = null;
        if (state instanceof Identifying identifying) {
            become(identifying.identified(identity));
        }
    }

    private void unidentified(ClientException cause) {
        identification = null;
        if (isFencing(cause)) {
            fail(fenced(cause));
        } else if (state instanceof Identifying identifying) {
            become(identifying.refused());
            starters.failAll(cause);
        }
    }

    private void watch(long nowNanos) {
        if (idempotence.isUsed()) {
            watchdog.watch(idempotence.firstUseNanos());
        }
        if (parts.isAny()) {
            watchdog.watch(parts.firstNanos());
        }
        watchdog.bark(nowNanos)
                .ifPresent(cause -> {
                    doom(cause);
                    if (state instanceof Doomed doomed) {
                        become(doomed.aborting());
                    }
                });
        if (idempotence.isDraining()) {
            doom(
                    new TransactionException(
                            "a broker does not know the last batch of " + desk.name()));
        }
    }

    private void drain(Draining draining, long nowNanos) {
        if (draining.commits()) {
            cargo.hurry(nowNanos);
            watch(nowNanos);
            if (state.equals(draining)
                    && cargo.isEmpty()
                    && !cargo.isAnyOut()
                    && parts.isSettled()) {
                end(draining);
            }
            return;
        }
        ClientException cause = draining.cause() == null ? notOpen() : draining.cause();
        errands.dropAll();
        cargo.giveUp(cause, nowNanos);
        if (!cargo.isAnyOut() && !errands.isAnyOut()) {
            cargo.giveUp(cause, nowNanos);
            end(draining);
        }
    }

    private void end(Draining draining) {
        isInDoubt = parts.isDoubtful() || idempotence.isDraining();
        idempotence.withhold();
        watchdog.rest();
        if (idempotence.isUsed() || parts.isTouched()) {
            become(draining.drained());
            askForEnd(draining.identity(), draining.commits());
        } else {
            become(draining.untouched());
            over(draining.commits());
        }
    }

    private EndErrand askForEnd(Identity identity, boolean commits) {
        var errand = new EndErrand(desk, identity, commits, isSecondVersion, endResult());
        end = errand;
        errands.add(errand);
        return errand;
    }

    private EndErrand.Result endResult() {
        return new EndErrand.Result() {
            @Override
            public void ended(Identity next, long nowNanos) {
                if (state instanceof Unknown unknown) {
                    become(unknown.retried());
                }
                if (state instanceof Ending ending) {
                    Transactions.this.ended(ending, next);
                }
            }

            @Override
            public void unended(ClientException cause, long nowNanos) {
                if (state instanceof Unknown unknown) {
                    become(unknown.retried());
                }
                if (state instanceof Ending ending) {
                    Transactions.this.unended(ending, cause);
                }
            }
        };
    }

    private void ended(Ending ending, Identity next) {
        isInDoubt |= end != null && end.isDoubtful();
        if (isInDoubt && next.equals(ending.identity())) {
            identify(ending.doubted());
        } else {
            become(ending.ended(next));
        }
        over(ending.commits());
    }

    private void over(boolean commits) {
        if (commits) {
            committed(Committed.COMMITTED);
        } else {
            aborted(null);
        }
    }

    private void unended(Ending ending, ClientException cause) {
        if (isFencing(cause)) {
            unendedForever(ending, fenced(cause));
        } else if (!ending.commits()) {
            identify(isNotOngoing(cause) ? ending.doubted() : ending.abandoned());
            aborted(null);
        } else if (cause.errorCode().orElse(null) == ErrorCode.INVALID_TXN_STATE) {
            // Under this epoch there is nothing to be committed any more: the brokers have aborted
            // it. Had it been committed, this commit would be a success.
            identify(ending.doubted());
            committed(new NotCommitted(cause));
        } else if (end != null && end.isDoubtful()) {
            become(ending.undecided(cause));
            committed(new CommitResult.Unknown(cause));
        } else {
            become(ending.aborting(cause));
            committed(new NotCommitted(cause));
        }
    }

    private void unendedForever(Ending ending, ClientException cause) {
        if (ending.commits()) {
            boolean maybe = end != null && end.isDoubtful();
            committed(maybe ? new CommitResult.Unknown(cause) : new NotCommitted(cause));
        }
        fail(cause);
    }

    private void refused(ClientException cause) {
        if (isFencing(cause)) {
            ClientException fenced = fenced(cause);
            if (commit != null) {
                committed(new NotCommitted(fenced));
            }
            fail(fenced);
        } else {
            doom(cause);
        }
    }

    private void doom(ClientException cause) {
        if (state instanceof Open open) {
            doom = cause;
            become(open.doomed(cause));
        } else if (state instanceof Draining draining && draining.commits()) {
            doom = cause;
            become(draining.aborting(cause));
            committed(new NotCommitted(cause));
        }
    }

    private void fail(ClientException cause) {
        become(new Fatal(cause));
        idempotence.withhold();
        doom = cause;
        starters.failAll(cause);
        aborted(cause);
    }

    private void expire(long nowNanos) {
        starters.expire(identification == null ? end : identification, nowNanos);
        Wish<Void> aborting = abort;
        if (aborting != null && aborting.isOver(nowNanos)) {
            aborted(aborting.overdue(end));
        }
        Wish<CommitResult> committing = commit;
        if (committing != null && committing.isOver(nowNanos)) {
            ClientException cause = committing.overdue(end);
            if (state instanceof Ending ending && end != null) {
                expire(ending, end, cause);
            } else {
                doom(cause);
            }
        }
    }

    private void expire(Ending ending, EndErrand errand, ClientException cause) {
        if (errand.mayBeCarriedOut()) {
            errand.pause();
            become(ending.undecided(cause));
            committed(new CommitResult.Unknown(cause));
        } else {
            errand.drop();
            become(ending.aborting(cause));
            committed(new NotCommitted(cause));
        }
    }

    private void committed(CommitResult result) {
        lastCommit = result;
        Wish<CommitResult> told = commit;
        commit = null;
        if (told != null) {
            told.done().complete(result);
        }
    }

    private void aborted(@Nullable ClientException failure) {
        Wish<Void> told = abort;
        abort = null;
        if (told == null) {
            return;
        }
        if (failure == null) {
            told.done().complete(null);
        } else {
            told.done().completeExceptionally(failure);
        }
    }

    /// What is sent while no transaction is open belongs to none.
    private void refuseStrays(ClientException cause, long nowNanos) {
        if (!cargo.isEmpty()) {
            cargo.giveUp(cause, nowNanos);
        }
    }

    private void departing(Connection connection) {
        versionLevel = connection.finalizedLevel(VERSION_FEATURE);
    }

    private void become(TransactionState next) {
        state = next;
    }

    private FencedException fenced(ClientException cause) {
        return cause instanceof BrokerException refusal
                ? new FencedException(desk.id(), refusal)
                : new FencedException(
                        desk.id(),
                        new BrokerException(desk.name(), ErrorCode.PRODUCER_FENCED, null));
    }

    private static boolean isFencing(ClientException cause) {
        return switch (cause.errorCode().orElse(ErrorCode.NONE)) {
            case PRODUCER_FENCED, INVALID_PRODUCER_EPOCH -> true;
            default -> false;
        };
    }

    private static boolean isNotOngoing(ClientException cause) {
        return switch (cause.errorCode().orElse(ErrorCode.NONE)) {
            case INVALID_TXN_STATE, INVALID_PRODUCER_ID_MAPPING -> true;
            default -> false;
        };
    }

    private ClientException notOpen() {
        return new TransactionException("no transaction of " + desk.name() + " is open");
    }

    private ClientException notToBeAborted() {
        return new TransactionException(
                "the commit of "
                        + desk.name()
                        + " may have been carried out, so it cannot be aborted; retry it, or"
                        + " initialize the producer");
    }

    private ClientException notToBeRepeated() {
        return new TransactionException(
                desk.name()
                        + " has begun another transaction since, so that no commit is repeated");
    }

    private ClientException notToBeginYet() {
        return new TransactionException(
                "whether the last transaction of "
                        + desk.name()
                        + " was committed is not known; retry the commit, or initialize the"
                        + " producer");
    }
}
