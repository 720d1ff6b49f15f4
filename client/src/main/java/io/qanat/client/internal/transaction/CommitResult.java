package io.qanat.client.internal.transaction;

import io.qanat.client.ClientException;

/// What became of a commit. Immutable.
public sealed interface CommitResult {
    /// It was carried out.
    enum Committed implements CommitResult {
        COMMITTED
    }

    /// It was not carried out, and never will be.
    record NotCommitted(ClientException cause) implements CommitResult {}

    /// It may have been carried out, or may still be.
    record Unknown(ClientException cause) implements CommitResult {}
}
