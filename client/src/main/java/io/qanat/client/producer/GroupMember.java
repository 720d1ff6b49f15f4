package io.qanat.client.producer;

import java.util.Optional;

/// Who commits offsets of a consumer group. Immutable.
///
/// Brokers refuse the offsets of a member that the group has gone on without, so that only one
/// consumer's progress counts. Without a member nothing is checked.
///
/// @param generation of the group, or the member's epoch; -1 without a member
/// @param memberId empty without a member
/// @param instanceId of a static member
public record GroupMember(
        String groupId, int generation, String memberId, Optional<String> instanceId) {
    /// A group whose members are not checked.
    public static GroupMember none(String groupId) {
        return new GroupMember(groupId, -1, "", Optional.empty());
    }
}
