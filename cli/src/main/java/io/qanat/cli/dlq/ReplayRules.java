package io.qanat.cli.dlq;

import io.qanat.client.pattern.LetterHeaders;
import java.util.Optional;

/// Which letters are sent again, and where. Immutable.
///
/// @param to the topic for all of them; without it each goes to its own
/// @param replaysMax how often a letter may have been sent again before
public record ReplayRules(Optional<String> to, int replaysMax) {
    /// Why a letter cannot be sent again, if it cannot.
    Optional<String> obstacle(DeadLetter letter) {
        if (target(letter).isEmpty()) {
            return Optional.of(
                    "is no dead letter, as it names no topic (--to sends it all the same)");
        }
        if (target(letter).get().equals(letter.record().topic())) {
            return Optional.of("would come here again");
        }
        if (letter.replays() >= replaysMax) {
            return Optional.of(
                    "was sent again %d times already (--replays-max)".formatted(letter.replays()));
        }
        return letter.payload()
                .map(payload ->
                        payload.equals(LetterHeaders.CUT)
                                ? "was too large, so that only its beginning is here"
                                : "could not be serialized, so that only its text is here");
    }

    Optional<String> target(DeadLetter letter) {
        return to.or(letter::topic);
    }
}
