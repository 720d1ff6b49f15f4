package io.qanat.cluster;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// The settings file of one node. Immutable.
///
/// Topics have three replicas, and acks=all needs two of them. The nodes are small: little memory,
/// few threads.
record NodeProperties(ClusterPlan plan, NodePlan node, Path data) {
    private static final String HOST = "127.0.0.1:";

    /// The file's text.
    String text() {
        var all = new LinkedHashMap<String, String>();
        putIdentity(all);
        putDefaults(all);
        putSmallness(all);
        all.putAll(plan.settings());
        return all.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private void putIdentity(Map<String, String> all) {
        all.put("process.roles", node.role().processRoles());
        all.put("node.id", Integer.toString(node.id()));
        all.put("controller.quorum.voters", plan.voters());
        all.put("controller.listener.names", "CONTROLLER");
        all.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
        String clients = "PLAINTEXT://" + HOST + node.clients().listens();
        String controllers = "CONTROLLER://" + HOST + node.controllers().listens();
        all.put(
                "listeners",
                switch (node.role()) {
                    case BROKER -> clients;
                    case CONTROLLER -> controllers;
                    case COMBINED -> clients + "," + controllers;
                });
        all.put("advertised.listeners", advertised());
        all.put("log.dirs", data.toString());
    }

    private String advertised() {
        String clients = "PLAINTEXT://" + HOST + node.clients().reached();
        String controllers = "CONTROLLER://" + HOST + node.controllers().reached();
        return switch (node.role()) {
            case BROKER -> clients;
            case CONTROLLER -> controllers;
            case COMBINED -> clients + "," + controllers;
        };
    }

    private static void putDefaults(Map<String, String> all) {
        all.put("num.partitions", "3");
        all.put("default.replication.factor", "3");
        all.put("min.insync.replicas", "2");
        all.put("offsets.topic.replication.factor", "3");
        all.put("offsets.topic.num.partitions", "3");
        all.put("transaction.state.log.replication.factor", "3");
        all.put("transaction.state.log.num.partitions", "3");
        all.put("transaction.state.log.min.isr", "2");
        all.put("share.coordinator.state.topic.replication.factor", "3");
        all.put("share.coordinator.state.topic.min.isr", "2");
        all.put("group.initial.rebalance.delay.ms", "0");
        // The timestamps of samples are old, and no reason to lose them.
        all.put("log.retention.ms", "-1");
    }

    private static void putSmallness(Map<String, String> all) {
        all.put("log.cleaner.dedupe.buffer.size", "4194304");
        all.put("log.index.size.max.bytes", "1048576");
        all.put("num.network.threads", "2");
        all.put("num.io.threads", "4");
        all.put("background.threads", "2");
    }
}
