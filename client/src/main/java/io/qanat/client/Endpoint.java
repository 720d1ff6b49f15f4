package io.qanat.client;

import java.nio.file.Path;
import java.util.Optional;

/// Where a broker listens: a host and a port, or a Unix-domain socket. Immutable.
///
/// A Unix-domain socket is written as the host `unix:/absolute/path` with port 0, which is also how
/// the embedded broker advertises itself to the clients that came in that way.
///
/// @param host a name, an IPv4 or IPv6 address without brackets, or `unix:` and a path
/// @param port from 1 to 65535, or 0 for a Unix-domain socket
public record Endpoint(String host, int port) {
    private static final String UNIX_PREFIX = "unix:";
    private static final int PORT_MAX = 65_535;

    /// Refuses an empty host and a port out of range.
    public Endpoint {
        if (host.startsWith(UNIX_PREFIX)) {
            if (host.length() == UNIX_PREFIX.length()) {
                throw new IllegalArgumentException("'unix:' needs the path of a socket");
            }
            port = 0;
        } else if (host.isBlank()) {
            throw new IllegalArgumentException("empty host name");
        } else if (port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException(
                    "port " + port + " of " + host + " is not within 1 to " + PORT_MAX);
        }
    }

    /// Reads `host:port`, `[ipv6]:port` or `unix:/path`.
    ///
    /// @throws IllegalArgumentException with what is wrong
    public static Endpoint parse(String text) {
        String trimmed = text.strip();
        if (trimmed.startsWith(UNIX_PREFIX)) {
            return new Endpoint(trimmed, 0);
        }
        int colon = trimmed.lastIndexOf(':');
        int bracket = trimmed.lastIndexOf(']');
        if (colon < 0 || colon < bracket) {
            throw new IllegalArgumentException(
                    "'" + trimmed + "' has no port: write it as host:port");
        }
        String host = trimmed.substring(0, colon);
        if (host.startsWith("[") && bracket == host.length() - 1) {
            host = host.substring(1, bracket);
        } else if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "'" + trimmed + "': write an IPv6 address as [address]:port");
        }
        return new Endpoint(host, port(trimmed, colon));
    }

    /// The path of the Unix-domain socket, if it is one.
    public Optional<Path> socketPath() {
        return isUnix()
                ? Optional.of(Path.of(host.substring(UNIX_PREFIX.length())))
                : Optional.empty();
    }

    /// Whether this is a Unix-domain socket.
    public boolean isUnix() {
        return host.startsWith(UNIX_PREFIX);
    }

    @Override
    public String toString() {
        if (isUnix()) {
            return host;
        }
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private static int port(String text, int colon) {
        try {
            return Integer.parseInt(text.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + text.substring(colon + 1) + "' in '" + text + "' is not a port", e);
        }
    }
}
