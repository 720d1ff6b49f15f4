package io.qanat.compat;

import io.qanat.client.admin.PartitionDescription;
import io.qanat.client.admin.TopicDescription;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.jspecify.annotations.Nullable;

/// Topics in Kafka's words. Brokers have ids here, and no addresses.
final class Topology {
    private static final int NO_LEADER = -1;

    private Topology() {}

    static List<PartitionInfo> partitions(TopicDescription topic) {
        return topic.partitions().stream()
                .map(partition ->
                        new PartitionInfo(
                                topic.name(),
                                partition.partition(),
                                leader(partition),
                                nodes(partition.replicas()),
                                nodes(partition.inSyncReplicas())))
                .toList();
    }

    /// A cluster that has this topic and no other.
    static Cluster cluster(TopicDescription topic) {
        List<PartitionInfo> partitions = partitions(topic);
        var nodes = new HashSet<Node>();
        for (PartitionInfo partition : partitions) {
            if (partition.leader() != null) {
                nodes.add(partition.leader());
            }
            nodes.addAll(List.of(partition.replicas()));
        }
        return new Cluster("", nodes, partitions, Set.of(), Set.of());
    }

    private static @Nullable Node leader(PartitionDescription partition) {
        return partition.leaderId() == NO_LEADER ? null : node(partition.leaderId());
    }

    private static Node[] nodes(List<Integer> ids) {
        return ids.stream().map(Topology::node).toArray(Node[]::new);
    }

    private static Node node(int id) {
        return new Node(id, "", -1);
    }
}
