package io.qanat.client.internal.accumulator;

import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Outcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A callback whose record can be taken back as long as no request has carried it.
///
/// The one field that an implementation has needs no barrier: a record changes its place under the
/// lock of the place that it leaves, and that lock is taken before the field is read again.
public interface Cancellable extends Callback {
    /// Where the record waits, or waited last; null before it is admitted.
    @Nullable Place place();

    /// The record waits there from now on. Called by the accumulator under a lock, so it only notes
    /// it.
    void place(Place place);

    /// Takes the record back: it is `NotPersisted`, which is told here and now, and its memory is
    /// given back. The records around it stay and keep their order.
    ///
    /// Once a request has carried the record it goes its way, also when it is to be sent again: its
    /// bytes and numbers stay what a broker may have seen.
    ///
    /// @return whether it was taken back; if not, it has an outcome or will get one
    default boolean withdraw() {
        Place tried = null;
        for (Place now = place(); now != null && !now.equals(tried); now = place()) {
            Optional<Outcome> outcome = now.withdraw(this);
            if (outcome.isPresent()) {
                completed(outcome.get());
                return true;
            }
            tried = now;
        }
        return false;
    }
}
