package io.qanat.cli.cluster;

import io.qanat.client.Endpoint;
import io.qanat.client.admin.ClusterDescription;
import io.qanat.client.admin.PartitionDescription;
import io.qanat.client.admin.QuorumDescription;
import io.qanat.client.admin.QuorumReplica;
import io.qanat.client.admin.TopicDescription;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A cluster at one moment, as far as it tells: it is asked several questions, between which it may
/// change. Immutable.
///
/// @param quorum absent where the cluster does not tell of one
/// @param topics those in which brokers keep their state included
public record ClusterView(
        ClusterDescription cluster,
        Optional<QuorumDescription> quorum,
        List<TopicDescription> topics) {
    /// Copies the list.
    public ClusterView {
        topics = List.copyOf(topics);
    }

    /// A node.
    ///
    /// @param address where clients reach it; absent when it is not a broker, or a dead one
    /// @param isActive whether it leads the controllers
    /// @param leads how many partitions it leads
    /// @param replicas how many it holds
    record Node(
            int id,
            boolean isBroker,
            boolean isController,
            boolean isActive,
            Optional<Endpoint> address,
            int leads,
            int replicas) {
        /// Whether it is a broker that no client reaches. Of a dead controller only its lag tells.
        boolean isDown() {
            return isBroker && address.isEmpty();
        }
    }

    /// A partition and its topic.
    record Placed(String topic, PartitionDescription partition) {
        boolean isUnderReplicated() {
            return partition.inSyncReplicas().size() < partition.replicas().size();
        }
    }

    /// All nodes that anything names, by id. A broker is down when partitions have a place on it,
    /// or the controllers know it, and it does not take part.
    List<Node> nodes() {
        var ids = new TreeSet<>(cluster.brokers().keySet());
        placed().forEach(placed -> ids.addAll(placed.partition().replicas()));
        quorum.ifPresent(known ->
                Stream.concat(known.voters().stream(), known.observers().stream())
                        .forEach(replica -> ids.add(replica.nodeId())));
        return ids.stream().map(this::node).toList();
    }

    private Node node(int id) {
        int leads = (int) placed().filter(placed -> placed.partition().leaderId() == id).count();
        int replicas =
                (int) placed().filter(placed -> placed.partition().replicas().contains(id)).count();
        boolean isController = quorum.filter(known -> has(known.voters(), id)).isPresent();
        boolean follows = quorum.filter(known -> has(known.observers(), id)).isPresent();
        return new Node(
                id,
                cluster.brokers().containsKey(id) || replicas > 0 || follows,
                isController,
                quorum.filter(known -> known.leaderId() == id).isPresent(),
                Optional.ofNullable(cluster.brokers().get(id)),
                leads,
                replicas);
    }

    private static boolean has(List<QuorumReplica> replicas, int id) {
        return replicas.stream().anyMatch(replica -> replica.nodeId() == id);
    }

    /// Every partition, topic by topic.
    Stream<Placed> placed() {
        return topics.stream()
                .flatMap(topic ->
                        topic.partitions().stream()
                                .map(partition -> new Placed(topic.name(), partition)));
    }
}
