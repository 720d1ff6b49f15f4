package io.qanat.cluster;

/// What one node is to be. Immutable.
///
/// @param id from 1
/// @param clients where brokers are reached by clients and each other; unused by a controller
/// @param controllers where controllers are reached; unused by a broker
public record NodePlan(int id, Role role, Door clients, Door controllers) {
    /// The port whose opening says that the node runs.
    int firstPort() {
        return role.isBroker() ? clients.listens() : controllers.listens();
    }

    /// The same node, found by others at other ports.
    public NodePlan reachedAt(int clientsPort, int controllersPort) {
        return new NodePlan(
                id, role, clients.behind(clientsPort), controllers.behind(controllersPort));
    }
}
