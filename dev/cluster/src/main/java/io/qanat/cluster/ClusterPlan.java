package io.qanat.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// What a cluster is to be: nodes, ports, settings, a folder. Immutable.
///
/// @param folder where the nodes keep everything
/// @param nodes by id, from 1
/// @param settings of all nodes, before those that follow from the plan
public record ClusterPlan(Path folder, List<NodePlan> nodes, Map<String, String> settings) {
    private static final String HOST = "127.0.0.1:";

    /// Copies the collections.
    public ClusterPlan {
        nodes = List.copyOf(nodes);
        settings = Map.copyOf(settings);
    }

    /// A plan for a layout, whose ports `ports` gives.
    public static ClusterPlan of(Path folder, Layout layout, IntSupplier ports) {
        var nodes = new ArrayList<NodePlan>();
        for (Role role : layout.roles()) {
            Door clients = Door.open(role.isBroker() ? ports.getAsInt() : 0);
            Door controllers = Door.open(role.isController() ? ports.getAsInt() : 0);
            nodes.add(new NodePlan(nodes.size() + 1, role, clients, controllers));
        }
        return new ClusterPlan(folder, nodes, Map.of());
    }

    /// The same cluster with a setting of all its nodes.
    public ClusterPlan with(String name, String value) {
        var all = new HashMap<>(settings);
        all.put(name, value);
        return new ClusterPlan(folder, nodes, all);
    }

    /// The same cluster with its nodes changed, as by putting proxies before them.
    public ClusterPlan withNodes(UnaryOperator<NodePlan> change) {
        return new ClusterPlan(folder, nodes.stream().map(change).toList(), settings);
    }

    /// A node.
    public NodePlan node(int id) {
        return nodes.get(id - 1);
    }

    /// Where a client begins: all brokers.
    public String bootstrap() {
        return nodes.stream()
                .filter(node -> node.role().isBroker())
                .map(node -> HOST + node.clients().reached())
                .collect(Collectors.joining(","));
    }

    /// All controllers, as `controller.quorum.voters` has them.
    String voters() {
        return nodes.stream()
                .filter(node -> node.role().isController())
                .map(node -> node.id() + "@" + HOST + node.controllers().reached())
                .collect(Collectors.joining(","));
    }

    /// What a node keeps to itself.
    Path folder(int id) {
        return folder.resolve("node-" + id);
    }
}
