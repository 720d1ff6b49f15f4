package io.qanat.client.internal.transaction;

import io.qanat.client.ClientException;
import io.qanat.client.internal.idempotence.Identity;
import io.qanat.client.internal.transaction.CommitResult.NotCommitted;
import org.jspecify.annotations.Nullable;

/// The end of a producer's present transaction: how it was asked for, and what may have come of
/// that. Confined to the client's loop.
final class End {
    private final Desk desk;
    private final Errands errands;
    private final EndErrand.Result result;
    private @Nullable EndErrand errand;

    /// @param result told of every answer
    End(Desk desk, Errands errands, EndErrand.Result result) {
        this.desk = desk;
        this.errands = errands;
        this.result = result;
    }

    /// A transaction begins, of whose end nothing was said.
    void forget() {
        errand = null;
    }

    /// Asks for it.
    void ask(Identity identity, boolean commits, boolean isSecondVersion) {
        send(new EndErrand(desk, identity, commits, isSecondVersion, result));
    }

    /// Asks again for a commit that may have been carried out.
    void askAgain(Identity identity, boolean isSecondVersion) {
        if (errand != null && !errand.isDone()) {
            errand.resume();
        } else {
            var again = new EndErrand(desk, identity, true, isSecondVersion, result);
            again.doubt();
            send(again);
        }
    }

    private void send(EndErrand next) {
        errand = next;
        errands.add(next);
    }

    /// Asks no further; an answer still counts while what was asked for may be carried out.
    void stop() {
        if (mayBeCarriedOut()) {
            pause();
        } else {
            drop();
        }
    }

    /// Whatever is answered counts no more.
    void drop() {
        if (errand != null) {
            errand.drop();
        }
    }

    private void pause() {
        if (errand != null) {
            errand.pause();
        }
    }

    /// Whether an attempt without an answer may be carried out late.
    boolean isDoubtful() {
        return errand != null && errand.isDoubtful();
    }

    /// What is to be said of a commit that is asked for no further.
    CommitResult fate(ClientException cause) {
        return mayBeCarriedOut() ? new CommitResult.Unknown(cause) : new NotCommitted(cause);
    }

    /// What was asked last.
    @Nullable Errand errand() {
        return errand;
    }

    private boolean mayBeCarriedOut() {
        return errand != null && errand.mayBeCarriedOut();
    }
}
