package io.qanat.client.pattern;

import io.qanat.client.producer.Outcome;
import java.util.Optional;

/// What became of one record that had a dead-letter topic to fall back on.
public sealed interface Settlement {
    /// The record is in its topic. Immutable.
    record Delivered(Outcome.Delivered at) implements Settlement {}

    /// The record is in the dead-letter topic. Immutable.
    ///
    /// @param why what became of the record itself; when that is `PossiblyPersisted`, it may be in
    ///   its own topic as well
    /// @param at the dead letter's place
    record Buried(Outcome why, Outcome.Delivered at) implements Settlement {}

    /// The record is in neither topic for sure, and stays the caller's. Immutable.
    ///
    /// @param why what became of the record itself
    /// @param letter what became of the dead letter; empty when none was sent
    record Failed(Outcome why, Optional<Outcome> letter) implements Settlement {}
}
