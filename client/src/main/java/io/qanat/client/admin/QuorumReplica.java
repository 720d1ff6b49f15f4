package io.qanat.client.admin;

/// A node's copy of the metadata log. Immutable.
///
/// @param nodeId the node
/// @param logEndOffset the offset after the last record that it is known to have, -1 when unknown
/// @param lastCaughtUpMillis when it last had all there was, in milliseconds since 1970 by the
///   leader's clock; -1 when unknown
public record QuorumReplica(int nodeId, long logEndOffset, long lastCaughtUpMillis) {}
