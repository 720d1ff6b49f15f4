package io.qanat.client.admin;

import java.util.List;

/// The controllers' quorum (KRaft): who leads it, and how far each node has come. Immutable.
///
/// @param leaderId the active controller, -1 without one
/// @param leaderEpoch how often the leader has changed
/// @param highWatermark up to where a majority holds the metadata
/// @param voters the controllers
/// @param observers the brokers, which follow the metadata without a vote
public record QuorumDescription(
        int leaderId,
        int leaderEpoch,
        long highWatermark,
        List<QuorumReplica> voters,
        List<QuorumReplica> observers) {
    /// Copies the lists.
    public QuorumDescription {
        voters = List.copyOf(voters);
        observers = List.copyOf(observers);
    }

    /// How many records of the metadata a node has not got yet.
    public long lag(QuorumReplica replica) {
        long end = highWatermark;
        for (QuorumReplica voter : voters) {
            end = voter.nodeId() == leaderId ? voter.logEndOffset() : end;
        }
        return Math.max(0, end - replica.logEndOffset());
    }
}
