package io.qanat.client.producer;

import io.qanat.client.internal.accumulator.Cancellable;
import io.qanat.client.internal.accumulator.Place;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A record that can be taken back, and before whose callback somebody else hears of it.
/// Thread-safe as far as its callback is.
final class InterceptedRecord implements Cancellable {
    private final Callback first;
    private final Cancellable callback;

    InterceptedRecord(Callback first, Cancellable callback) {
        this.first = first;
        this.callback = callback;
    }

    @Override
    public void completed(Outcome outcome) {
        first.completed(outcome);
        callback.completed(outcome);
    }

    @Override
    public @Nullable Place place() {
        return callback.place();
    }

    @Override
    public void place(Place next) {
        callback.place(new Behind(next));
    }

    /// A place as whoever is behind the interceptors sees it.
    private final class Behind implements Place {
        private final Place place;

        private Behind(Place place) {
            this.place = place;
        }

        @Override
        public Optional<Outcome> withdraw(Callback withdrawn) {
            // Only this object is known there.
            Optional<Outcome> outcome = place.withdraw(InterceptedRecord.this);
            outcome.ifPresent(first::completed);
            return outcome;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Behind behind && place.equals(behind.place);
        }

        @Override
        public int hashCode() {
            return Objects.hashCode(place);
        }
    }
}
