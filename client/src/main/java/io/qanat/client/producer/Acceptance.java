package io.qanat.client.producer;

import io.qanat.client.ClientException;
import java.util.concurrent.CompletableFuture;

/// Whether a record was taken, as [Producer#trySend] says at once.
public sealed interface Acceptance {
    /// It was, and the future completes normally with what became of it. Immutable.
    record Accepted(CompletableFuture<Outcome> outcome) implements Acceptance {}

    /// It was not, and so is not persisted. Immutable.
    record Refused(ClientException cause) implements Acceptance {}
}
