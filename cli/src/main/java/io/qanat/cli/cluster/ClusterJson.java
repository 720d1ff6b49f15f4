package io.qanat.cli.cluster;

import io.qanat.cli.text.JsonText;
import io.qanat.client.admin.PartitionDescription;
import io.qanat.client.admin.QuorumDescription;
import io.qanat.client.admin.QuorumReplica;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A cluster as one JSON object on one line, with every partition. Immutable.
public record ClusterJson(ClusterView view) {
    /// The line, with its end.
    public String text() {
        return "{\"cluster\":%s,\"nodes\":%s,\"quorum\":%s,\"partitions\":%s}\n"
                .formatted(
                        JsonText.quoted(view.cluster().clusterId()),
                        array(view.nodes().stream(), ClusterJson::node),
                        view.quorum().map(ClusterJson::quorum).orElse("null"),
                        array(view.placed(), ClusterJson::placed));
    }

    private static String node(ClusterView.Node node) {
        String roles =
                Stream.of(
                                node.isBroker() ? "\"broker\"" : "",
                                node.isController() ? "\"controller\"" : "")
                        .filter(role -> !role.isEmpty())
                        .collect(Collectors.joining(","));
        String address =
                node.address().map(known -> JsonText.quoted(known.toString())).orElse("null");
        return "{\"id\":%d,\"roles\":[%s],\"address\":%s,\"down\":%b,\"active\":%b,\"leads\":%d,\"replicas\":%d}"
                .formatted(
                        node.id(),
                        roles,
                        address,
                        node.isDown(),
                        node.isActive(),
                        node.leads(),
                        node.replicas());
    }

    private static String quorum(QuorumDescription quorum) {
        return "{\"leader\":%d,\"epoch\":%d,\"highWatermark\":%d,\"voters\":%s,\"observers\":%s}"
                .formatted(
                        quorum.leaderId(),
                        quorum.leaderEpoch(),
                        quorum.highWatermark(),
                        array(quorum.voters().stream(), voter -> replica(voter, quorum)),
                        array(quorum.observers().stream(), other -> replica(other, quorum)));
    }

    private static String replica(QuorumReplica replica, QuorumDescription quorum) {
        return "{\"id\":%d,\"end\":%d,\"lag\":%s,\"caughtUpAt\":%d}"
                .formatted(
                        replica.nodeId(),
                        replica.logEndOffset(),
                        replica.logEndOffset() < 0 ? "null" : Long.toString(quorum.lag(replica)),
                        replica.lastCaughtUpMillis());
    }

    private static String placed(ClusterView.Placed placed) {
        return "{\"topic\":%s,%s}"
                .formatted(JsonText.quoted(placed.topic()), members(placed.partition()));
    }

    /// A partition's members, without braces.
    public static String members(PartitionDescription partition) {
        return "\"partition\":%d,\"leader\":%d,\"leaderEpoch\":%d,\"replicas\":%s,\"inSync\":%s,\"underReplicated\":%b"
                .formatted(
                        partition.partition(),
                        partition.leaderId(),
                        partition.leaderEpoch(),
                        array(partition.replicas().stream(), String::valueOf),
                        array(partition.inSyncReplicas().stream(), String::valueOf),
                        partition.inSyncReplicas().size() < partition.replicas().size());
    }

    private static <T> String array(Stream<T> items, Function<T, String> text) {
        return items.map(text).collect(Collectors.joining(",", "[", "]"));
    }
}
