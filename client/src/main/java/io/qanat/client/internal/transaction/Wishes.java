package io.qanat.client.internal.transaction;

import io.qanat.client.ClientException;
import io.qanat.client.internal.transaction.Starters.Starter;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Those who wait for something of a producer's transactions: a beginning, a commit, an abort. Each
/// is told once. Confined to the client's loop.
final class Wishes {
    private final Starters starters = new Starters();
    private @Nullable Wish<CommitResult> commit;
    private @Nullable Wish<Void> abort;

    /// What was last said of a commit, until another transaction begins.
    private @Nullable CommitResult lastCommit;

    /// Somebody waits until a transaction can begin, or the producer is identified.
    void start(Starter starter) {
        starters.add(starter);
    }

    /// Lets those go who need not wait any more for a beginning.
    void letGo(Predicate<Starter> isDone) {
        starters.letGo(isDone);
    }

    /// There will be no beginning.
    void notStarted(ClientException cause) {
        starters.failAll(cause);
    }

    /// A transaction begins, of whose commit nothing was said.
    void begun() {
        lastCommit = null;
    }

    /// Somebody waits for a commit.
    void commit(Wish<CommitResult> wish) {
        commit = wish;
    }

    boolean isCommitWanted() {
        return commit != null;
    }

    /// What was said of the last transaction's commit.
    Optional<CommitResult> lastCommit() {
        return Optional.ofNullable(lastCommit);
    }

    /// It is decided what became of a commit, or that this cannot be known.
    void committed(CommitResult result) {
        lastCommit = result;
        Wish<CommitResult> told = commit;
        commit = null;
        if (told != null) {
            told.done().complete(result);
        }
    }

    /// Somebody waits for an abort.
    void abort(Wish<Void> wish) {
        abort = wish;
    }

    /// Nothing of the transaction is left.
    void aborted() {
        Wish<Void> told = abort;
        abort = null;
        if (told != null) {
            told.done().complete(null);
        }
    }

    void notAborted(ClientException cause) {
        Wish<Void> told = abort;
        abort = null;
        if (told != null) {
            told.done().completeExceptionally(cause);
        }
    }

    /// Lets those go whose time is over, but for who waits for a commit: what to say there follows
    /// from what was sent.
    ///
    /// @param errand what is being tried meanwhile
    /// @return why the commit is to be decided now, if its time is over
    Optional<ClientException> expire(@Nullable Errand errand, long nowNanos) {
        starters.expire(errand, nowNanos);
        if (abort != null && abort.isOver(nowNanos)) {
            notAborted(abort.overdue(errand));
        }
        return commit != null && commit.isOver(nowNanos)
                ? Optional.of(commit.overdue(errand))
                : Optional.empty();
    }

    /// When the next one's time is over.
    long nextNanos(long otherwise) {
        long next = starters.nextNanos(otherwise);
        if (commit != null && commit.deadlineNanos() - next < 0) {
            next = commit.deadlineNanos();
        }
        if (abort != null && abort.deadlineNanos() - next < 0) {
            next = abort.deadlineNanos();
        }
        return next;
    }
}
