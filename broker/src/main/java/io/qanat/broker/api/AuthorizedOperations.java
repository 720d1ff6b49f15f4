package io.qanat.broker.api;

/// The bit fields of what a client may do: everything, since nobody is authorized here.
final class AuthorizedOperations {
    // The field's default: the client did not ask.
    private static final int NOT_ASKED = Integer.MIN_VALUE;

    // Bit n is operation n of the ACLs: read 3, write 4, create 5, delete 6, alter 7, describe 8,
    // cluster action 9,
    // describe configs 10, alter configs 11, idempotent write 12.
    private static final int TOPIC =
            1 << 3 | 1 << 4 | 1 << 5 | 1 << 6 | 1 << 7 | 1 << 8 | 1 << 10 | 1 << 11;
    private static final int CLUSTER =
            1 << 5 | 1 << 7 | 1 << 8 | 1 << 9 | 1 << 10 | 1 << 11 | 1 << 12;

    private AuthorizedOperations() {}

    static int topic(boolean isAsked) {
        return isAsked ? TOPIC : NOT_ASKED;
    }

    static int cluster(boolean isAsked) {
        return isAsked ? CLUSTER : NOT_ASKED;
    }
}
