package io.qanat.cli.cluster;

import io.qanat.client.admin.PartitionDescription;
import io.qanat.client.admin.QuorumDescription;
import io.qanat.client.admin.QuorumReplica;
import java.util.List;
import java.util.stream.Collectors;

/// A cluster in lines of text, for people. Immutable.
///
/// @param withPartitions whether every partition gets a line, not only those in need
public record ClusterText(ClusterView view, boolean withPartitions) {
    private static final int UNKNOWN = -1;

    /// The lines, each with its end.
    public String text() {
        var text = new StringBuilder();
        List<ClusterView.Node> nodes = view.nodes();
        text.append(
                "cluster %s: nodes=%d topics=%d partitions=%d\n"
                        .formatted(
                                view.cluster().clusterId(),
                                nodes.size(),
                                view.topics().size(),
                                view.placed().count()));
        nodes.forEach(node -> text.append(node(node)));
        text.append(view.quorum().map(ClusterText::quorum).orElse("quorum: not told\n"));
        partitions(text);
        return text.toString();
    }

    private static String node(ClusterView.Node node) {
        String line =
                "  node %d: %s%s"
                        .formatted(
                                node.id(),
                                roles(node),
                                node.address().map(address -> " at " + address).orElse(""));
        String state = node.isDown() ? " down" : "";
        String load =
                node.isBroker()
                        ? " leads=%d replicas=%d".formatted(node.leads(), node.replicas())
                        : "";
        return line + state + load + (node.isActive() ? " (active controller)" : "") + "\n";
    }

    private static String roles(ClusterView.Node node) {
        if (node.isBroker()) {
            return node.isController() ? "combined" : "broker";
        }
        return "controller";
    }

    private static String quorum(QuorumDescription quorum) {
        var text = new StringBuilder();
        text.append(
                "quorum: leader=%d epoch=%d highWatermark=%d\n"
                        .formatted(
                                quorum.leaderId(), quorum.leaderEpoch(), quorum.highWatermark()));
        quorum.voters().forEach(voter -> text.append(replica("voter", voter, quorum)));
        quorum.observers().forEach(observer -> text.append(replica("observer", observer, quorum)));
        return text.toString();
    }

    private static String replica(String kind, QuorumReplica replica, QuorumDescription quorum) {
        String lag =
                replica.logEndOffset() == UNKNOWN ? "unknown" : Long.toString(quorum.lag(replica));
        return "  %s %d: end=%d lag=%s\n"
                .formatted(kind, replica.nodeId(), replica.logEndOffset(), lag);
    }

    private void partitions(StringBuilder text) {
        long lacking = view.placed().filter(ClusterView.Placed::isUnderReplicated).count();
        text.append("under-replicated partitions: %d\n".formatted(lacking));
        view.placed()
                .filter(placed -> withPartitions || placed.isUnderReplicated())
                .forEach(placed ->
                        text.append(
                                "  %s-%d: %s\n"
                                        .formatted(
                                                placed.topic(),
                                                placed.partition().partition(),
                                                place(placed.partition()))));
    }

    /// A partition's leader and replicas.
    public static String place(PartitionDescription partition) {
        boolean isLacking = partition.inSyncReplicas().size() < partition.replicas().size();
        return "leader=%s replicas=%s inSync=%s%s"
                .formatted(
                        partition.leaderId() < 0 ? "none" : Integer.toString(partition.leaderId()),
                        joined(partition.replicas()),
                        joined(partition.inSyncReplicas()),
                        isLacking ? " under-replicated" : "");
    }

    private static String joined(List<Integer> brokers) {
        return brokers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
