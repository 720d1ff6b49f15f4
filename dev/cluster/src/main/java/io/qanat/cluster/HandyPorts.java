package io.qanat.cluster;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// Ports that people remember: node 1 at 29091, node 2 at 29092, …; others where those are taken.
final class HandyPorts {
    private static final int CLIENTS_BASE = 29_090;
    private static final int CONTROLLERS_BASE = 29_080;

    private HandyPorts() {}

    static ClusterPlan plan(Path folder, Layout layout) {
        var ids = new AtomicInteger();
        ClusterPlan any = ClusterPlan.of(folder, layout, ids::incrementAndGet);
        return any.withNodes(node ->
                new NodePlan(
                        node.id(),
                        node.role(),
                        Door.open(port(node.role().isBroker(), CLIENTS_BASE + node.id())),
                        Door.open(port(node.role().isController(), CONTROLLERS_BASE + node.id()))));
    }

    private static int port(boolean isNeeded, int wanted) {
        if (!isNeeded) {
            return 0;
        }
        return Ports.isFree(wanted) ? wanted : Ports.free();
    }
}
