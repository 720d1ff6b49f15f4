package io.qanat.cluster;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ClientException;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.admin.Admin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The nodes of one plan. Confined to one thread.
public final class Cluster implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofMinutes(2);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final ClusterPlan plan;
    private final List<Node> nodes;

    /// A cluster, none of whose nodes is started by this.
    public Cluster(ClusterPlan plan, NodeCommand command) {
        this.plan = plan;
        nodes = plan.nodes().stream().map(node -> new Node(plan, node, command)).toList();
    }

    /// What it is to be.
    public ClusterPlan plan() {
        return plan;
    }

    /// Its nodes, by id.
    public List<Node> nodes() {
        return nodes;
    }

    /// A node.
    ///
    /// @throws IllegalArgumentException when there is none with this id
    public Node node(int id) {
        if (id < 1 || id > nodes.size()) {
            throw new IllegalArgumentException(
                    "no node " + id + ": there are 1 to " + nodes.size());
        }
        return nodes.get(id - 1);
    }

    /// Starts all nodes that are down, and waits until the cluster has taken them in.
    public void start() {
        nodes.stream().filter(node -> node.state() == NodeState.DOWN).forEach(Node::launch);
        awaitMembers();
    }

    /// Starts one node again on what is in its folder, and waits until the cluster has taken it in.
    public void start(int id) {
        node(id).launch();
        await("node " + id + " listens", node(id)::listens);
        if (node(id).plan().role().isBroker()) {
            awaitMembers();
        }
    }

    /// Waits until every broker that runs is a member.
    public void awaitMembers() {
        for (Node node : running()) {
            await("node " + node.plan().id() + " listens", node::listens);
        }
        var wanted =
                running().stream()
                        .map(Node::plan)
                        .filter(node -> node.role().isBroker())
                        .map(NodePlan::id)
                        .collect(Collectors.toUnmodifiableSet());
        var servers = BootstrapServers.parse(plan.bootstrap());
        try (var admin = Admin.create(ConnectionConfig.of(servers), ANSWER_MAX)) {
            await("brokers " + wanted + " are members", () -> members(admin).containsAll(wanted));
        }
    }

    private static Set<Integer> members(Admin admin) {
        try {
            return admin.describeCluster().join().brokers().keySet();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ClientException) {
                return Set.of();
            }
            throw e;
        }
    }

    private List<Node> running() {
        return nodes.stream().filter(node -> node.state() == NodeState.RUNNING).toList();
    }

    private static void await(String what, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > START_MAX.toNanos()) {
                throw new IllegalStateException("not within " + START_MAX + ": " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /// Kills all nodes, which loses nothing that anybody wants, and deletes the folder.
    @Override
    public void close() {
        nodes.forEach(Node::kill);
        if (!Files.exists(plan.folder())) {
            return;
        }
        try (Stream<Path> paths = Files.walk(plan.folder())) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
