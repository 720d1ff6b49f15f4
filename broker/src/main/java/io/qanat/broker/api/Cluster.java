package io.qanat.broker.api;

import io.qanat.log.Log;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/// The cluster of one that this broker is. Immutable.
///
/// @param id the cluster's id as clients see it: 22 characters of base64
/// @param leaderEpoch the epoch of every partition's leader, raised at every start
record Cluster(String id, int leaderEpoch) {
    static Cluster of(Log log) {
        return new Cluster(text(log.clusterId()), log.leaderEpoch());
    }

    private static String text(UUID id) {
        byte[] bytes =
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
