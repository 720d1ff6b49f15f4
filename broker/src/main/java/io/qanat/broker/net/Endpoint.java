package io.qanat.broker.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;

/// Where a client that came in on one connection is told to connect. Immutable.
///
/// @param host a numeric address, or `unix:` before the absolute path of a Unix-domain socket
/// @param port the TCP port, 0 for a Unix-domain socket
public record Endpoint(String host, int port) {
    /// The endpoint of the TCP address that a client reached.
    static Endpoint of(SocketAddress local) {
        if (local instanceof InetSocketAddress inet) {
            return new Endpoint(numeric(inet.getAddress()), inet.getPort());
        }
        throw new IllegalArgumentException("not an internet address: " + local);
    }

    /// The endpoint of a Unix-domain socket.
    static Endpoint of(Path socket) {
        return new Endpoint("unix:" + socket.toAbsolutePath(), 0);
    }

    // The zone of a link-local address names an interface of this machine: it means nothing to the
    // client.
    private static String numeric(InetAddress address) {
        String host = address.getHostAddress();
        int zone = address instanceof Inet6Address ? host.indexOf('%') : -1;
        return zone < 0 ? host : host.substring(0, zone);
    }
}
