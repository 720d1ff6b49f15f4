package io.qanat.sim.disk;

import java.util.IdentityHashMap;

/// The nodes of one disk and their counterparts on another: what has two names stays one.
final class Copies {
    private final IdentityHashMap<Node, Node> made = new IdentityHashMap<>();

    Node of(Node node) {
        Node copy = made.get(node);
        if (copy == null) {
            copy = node.copy(this);
            made.put(node, copy);
        }
        return copy;
    }
}
