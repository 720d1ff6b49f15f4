package io.qanat.client.internal.idempotence;

import org.jspecify.annotations.Nullable;

/// The sequence numbers of one partition, which begin at 0 under every identity, and after the
/// greatest integer again. Confined to the client's loop.
public final class Sequences {
    private @Nullable Identity identity;
    private int next;

    /// The first number of a batch with so many records, which are taken by it.
    public int take(Identity by, int recordCount) {
        if (!by.equals(identity)) {
            identity = by;
            next = 0;
        }
        int first = next;
        next = after(first, recordCount);
        return first;
    }

    /// Takes back the numbers of a batch that certainly is in no log, if no later ones were taken.
    public boolean giveBack(Identity by, int first, int recordCount) {
        if (!by.equals(identity) || next != after(first, recordCount)) {
            return false;
        }
        next = first;
        return true;
    }

    /// The number that so many records lie between a number and it.
    public static int after(int first, int recordCount) {
        return (first + recordCount) & Integer.MAX_VALUE;
    }
}
