package io.qanat.client.admin;

import java.util.UUID;

/// A topic as it came to be. Immutable.
///
/// @param id its id, all zeros when the broker does not tell
/// @param partitions -1 when the broker does not tell
/// @param replicationFactor -1 when the broker does not tell
public record CreatedTopic(String name, UUID id, int partitions, int replicationFactor) {}
