package io.qanat.cluster;

/// A port of a node, and the port at which all others look for it: another one when something, as a
/// proxy, stands between. Immutable.
///
/// @param listens where the node listens
/// @param reached what the cluster is told
public record Door(int listens, int reached) {
    /// A door with nothing in front of it.
    public static Door open(int port) {
        return new Door(port, port);
    }

    /// The same door behind another port.
    public Door behind(int port) {
        return new Door(listens, port);
    }
}
