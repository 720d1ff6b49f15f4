package io.qanat.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Ports of the loopback interface that a node can leave and take again.
public final class Ports {
    /// Below those that the kernel gives to connections, which could take one meanwhile.
    private static final int LOWEST = 20_000;

    private static final int COUNT = 10_000;

    private Ports() {}

    /// A port that nobody listens at.
    public static int free() {
        while (true) {
            int port = LOWEST + ThreadLocalRandom.current().nextInt(COUNT);
            if (isFree(port)) {
                return port;
            }
        }
    }

    /// Whether nobody listens there.
    static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
