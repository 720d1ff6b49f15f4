package io.qanat.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// How roles are spread over nodes; the ids of the nodes are 1, 2, 3, …
public enum Layout {
    /// Three nodes that are both. Of the three votes two are needed.
    COMBINED(3, 0, 0),
    /// Three brokers and one controller, node 4: any number of brokers can die, the controller not.
    SEPARATE(0, 3, 1),
    /// Three brokers and three controllers, nodes 4 to 6.
    SEPARATE_QUORUM(0, 3, 3);

    private final int combined;
    private final int brokers;
    private final int controllers;

    Layout(int combined, int brokers, int controllers) {
        this.combined = combined;
        this.brokers = brokers;
        this.controllers = controllers;
    }

    /// The role of each node, from node 1 on.
    public List<Role> roles() {
        var roles = new ArrayList<>(Collections.nCopies(combined, Role.COMBINED));
        roles.addAll(Collections.nCopies(brokers, Role.BROKER));
        roles.addAll(Collections.nCopies(controllers, Role.CONTROLLER));
        return roles;
    }
}
