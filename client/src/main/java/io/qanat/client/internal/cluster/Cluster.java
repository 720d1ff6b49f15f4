package io.qanat.client.internal.cluster;

import io.qanat.client.ClientException;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.ConnectionLostException;
import io.qanat.client.Endpoint;
import io.qanat.client.internal.connection.Backoff;
import io.qanat.client.internal.connection.Connection;
import io.qanat.client.internal.connection.Network;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The brokers of a cluster with the connections to them.
///
/// The bootstrap addresses stay candidates for ever: when no known broker can be reached, the
/// cluster is looked for there again (KIP-899). A broker whose address is one of them shares its
/// connection. Confined to the client's loop.
public final class Cluster {
    private final ConnectionConfig config;
    private final Network network;
    private final Backoff reconnectBackoff;
    private final Metadata metadata;
    private final List<Node> seeds;
    private final Map<Integer, Node> brokers = new HashMap<>();

    /// Brokers first, then the bootstrap addresses that are none of them.
    private List<Node> nodes;

    private final CompletableFuture<Void> firstAnswer = new CompletableFuture<>();
    private int appliedGeneration;

    /// Knows the bootstrap addresses and nothing else.
    public Cluster(
            ConnectionConfig config, Network network, Backoff reconnectBackoff, Metadata metadata) {
        this.config = config;
        this.network = network;
        this.reconnectBackoff = reconnectBackoff;
        this.metadata = metadata;
        this.seeds = config.bootstrap().endpoints().stream().map(this::node).toList();
        this.nodes = seeds;
    }

    /// What is known of the cluster.
    public Metadata metadata() {
        return metadata;
    }

    /// The connection to a broker if calls can be sent on it; else begins to make one.
    public Optional<Connection> connect(int brokerId, long nowNanos) {
        Node node = brokers.get(brokerId);
        if (node == null) {
            metadata.refresh(nowNanos);
            return Optional.empty();
        }
        if (node.failures() > 0) {
            // The broker may have moved to another address.
            metadata.refresh(nowNanos);
        }
        node.connect(network, nowNanos);
        return node.ready();
    }

    /// A connection to any broker if calls can be sent on one; else begins to make one.
    public Optional<Connection> connectAny(long nowNanos) {
        Optional<Connection> ready =
                nodes.stream()
                        .flatMap(node -> node.ready().stream())
                        .min(Comparator.comparingInt(Connection::inFlightCount));
        if (ready.isEmpty() && nodes.stream().noneMatch(Node::isConnecting)) {
            nodes.stream()
                    .filter(node -> node.mayConnect(nowNanos))
                    .min(Comparator.comparingInt(Node::failures))
                    .ifPresent(node -> node.connect(network, nowNanos));
        }
        return ready;
    }

    /// Whether calls can be sent to any broker.
    public boolean isConnected() {
        return nodes.stream().anyMatch(node -> node.ready().isPresent());
    }

    /// Completes when the cluster has answered. Any thread may wait for it.
    public CompletableFuture<Void> firstAnswer() {
        return firstAnswer;
    }

    /// Closes what has outlived its time, and asks for metadata when that is due.
    public void advance(long nowNanos) {
        for (Node node : nodes) {
            node.advance(nowNanos);
        }
        if (metadata.isDue(nowNanos)) {
            connectAny(nowNanos).ifPresent(connection -> ask(connection, nowNanos));
        }
        if (metadata.generation() != appliedGeneration) {
            appliedGeneration = metadata.generation();
            apply(metadata.snapshot(), nowNanos);
        }
    }

    /// When [#advance] has something to do at the latest.
    public long nextDeadlineNanos(long nowNanos) {
        long next = nowNanos + config.metadataAgeMax().toNanos();
        for (Node node : nodes) {
            next = node.nextDeadlineNanos(nowNanos, next);
        }
        if (metadata.isAsking()) {
            return next;
        }
        // A question that is due waits for a connection: one that is being made, or for the end of
        // a
        // pause. Both are among the deadlines above, unless it can be asked, or connected for, now.
        return metadata.isDue(nowNanos) && !canAsk(nowNanos)
                ? next
                : earlier(next, metadata.dueNanos());
    }

    /// Ends all connections.
    public void close(ClientException cause, long nowNanos) {
        firstAnswer.completeExceptionally(cause);
        for (Node node : nodes) {
            node.close(cause, nowNanos);
        }
    }

    private boolean canAsk(long nowNanos) {
        return isConnected()
                || (nodes.stream().noneMatch(Node::isConnecting)
                        && nodes.stream().anyMatch(node -> node.mayConnect(nowNanos)));
    }

    private void ask(Connection connection, long nowNanos) {
        metadata.asked();
        connection.send(new MetadataCall(metadata, config.requestTimeout().toNanos()), nowNanos);
    }

    private void apply(MetadataSnapshot snapshot, long nowNanos) {
        firstAnswer.complete(null);
        // In the order of ids, whatever process this is.
        Map<Integer, Node> before = new HashMap<>(brokers);
        brokers.clear();
        snapshot.brokers()
                .forEach((id, endpoint) -> brokers.put(id, nodeOf(endpoint, before.get(id))));
        nodes = List.copyOf(allNodes());
        for (Node node : before.values()) {
            if (!nodes.contains(node)) {
                node.close(
                        new ConnectionLostException(
                                node.endpoint(), "the broker left or moved", null),
                        nowNanos);
            }
        }
    }

    private Node nodeOf(Endpoint endpoint, @Nullable Node before) {
        if (before != null && before.endpoint().equals(endpoint)) {
            return before;
        }
        return seeds.stream()
                .filter(seed -> seed.endpoint().equals(endpoint))
                .findFirst()
                .orElseGet(() -> node(endpoint));
    }

    private Node node(Endpoint endpoint) {
        return new Node(endpoint, config, reconnectBackoff, metadata::unreachable);
    }

    private Set<Node> allNodes() {
        var all = new LinkedHashSet<>(brokers.values());
        all.addAll(seeds);
        return all;
    }

    private static long earlier(long one, long other) {
        return one - other < 0 ? one : other;
    }
}
