package io.qanat.it.kafka;

import io.qanat.cluster.ClusterPlan;
import io.qanat.cluster.NodePlan;
import io.qanat.cluster.Ports;
import io.qanat.it.proxy.FaultPlan;
import io.qanat.it.proxy.FaultProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A proxy before every door of a cluster: clients, brokers and controllers reach each other
/// through them alone. Thread-safe.
///
/// A node's own connections lead through the doors of others; there it is known by its client id:
/// `broker-2-fetcher-0`, `raft-client-2`, `2`. What a node says to itself, as a broker to the
/// controller in the same process, is never held up.
public final class Moat implements AutoCloseable {
    private static final Pattern OF_A_NODE = Pattern.compile("\\d+|(broker|raft-client)-\\d+.*");

    private final ClusterPlan plan;
    private final List<Bridge> bridges = new ArrayList<>();

    /// The proxy before a door of a node.
    private record Bridge(int node, FaultProxy proxy) {}

    private Moat(ClusterPlan plan) {
        this.plan = plan;
    }

    /// Opens the proxies before the doors of a cluster that is not started yet.
    public static Moat around(ClusterPlan open) throws IOException {
        var moat = new Moat(open.withNodes(node -> node.reachedAt(Ports.free(), Ports.free())));
        for (NodePlan node : moat.plan.nodes()) {
            if (node.role().isBroker()) {
                moat.open(node.id(), node.clients().reached(), node.clients().listens());
            }
            if (node.role().isController()) {
                moat.open(node.id(), node.controllers().reached(), node.controllers().listens());
            }
        }
        return moat;
    }

    private void open(int node, int port, int behind) throws IOException {
        var target = new InetSocketAddress(InetAddress.getLoopbackAddress(), behind);
        bridges.add(new Bridge(node, FaultProxy.open(port, target, FaultPlan.NONE)));
    }

    /// The cluster, whose nodes are to be reached through the proxies.
    public ClusterPlan plan() {
        return plan;
    }

    /// From now on no byte passes between this node and anybody else. Connections stay open.
    public void isolate(int node) {
        silence(node, clientId -> true);
    }

    /// From now on no byte passes between this node and the others; clients reach it.
    public void isolateFromOthers(int node) {
        silence(node, clientId -> OF_A_NODE.matcher(clientId).matches());
    }

    private void silence(int node, Predicate<String> atItsOwnDoors) {
        var own =
                Pattern.compile("%1$d|(broker|raft-client)-%1$d(-.*)?".formatted(node))
                        .asMatchPredicate();
        for (Bridge bridge : bridges) {
            bridge.proxy().silence(bridge.node() == node ? atItsOwnDoors.and(own.negate()) : own);
        }
    }

    /// Bytes pass again, those held back first.
    public void heal() {
        bridges.forEach(bridge -> bridge.proxy().heal());
    }

    @Override
    public void close() {
        bridges.forEach(bridge -> bridge.proxy().close());
    }
}
