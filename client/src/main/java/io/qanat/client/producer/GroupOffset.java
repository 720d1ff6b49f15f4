package io.qanat.client.producer;

/// How far a consumer group has come in one partition. Immutable.
///
/// @param offset of the record to be read next
/// @param leaderEpoch of the record read last; -1 when it is not known
/// @param metadata any text of the application
public record GroupOffset(long offset, int leaderEpoch, String metadata) {
    /// Refuses a negative offset.
    public GroupOffset {
        if (offset < 0) {
            throw new IllegalArgumentException("negative offset " + offset);
        }
    }

    /// An offset and nothing else.
    public static GroupOffset of(long offset) {
        return new GroupOffset(offset, -1, "");
    }
}
