package io.qanat.it.node;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/// A broker in a process of its own, ours or another.
public interface BrokerProcess {
    InetSocketAddress address();

    default String bootstrap() {
        return "127.0.0.1:" + address().getPort();
    }

    /// Where the folders of its partitions are.
    Path dataFolder();

    /// Halts it until the pause is closed. To be kept below the nine seconds after which Apache
    /// Kafka's controller takes a broker for dead.
    Pause pause();
}
