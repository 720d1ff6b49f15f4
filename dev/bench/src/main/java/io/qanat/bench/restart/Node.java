package io.qanat.bench.restart;

import io.qanat.broker.Broker;
import io.qanat.broker.BrokerConfig;
import io.qanat.client.BootstrapServers;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.producer.Acks;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.log.DataFolder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// A broker in this process with the address of its door. Immutable.
record Node(Broker broker, InetSocketAddress address) {
    static Node open(Path path) throws InterruptedException {
        Broker broker = Broker.start(BrokerConfig.DEFAULT, DataFolder.open(path));
        var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new Node(broker, broker.listen(anyPort));
    }

    ConnectionConfig connection() {
        return ConnectionConfig.of(BootstrapServers.parse("127.0.0.1:" + address.getPort()));
    }

    ProducerConfig producer() {
        return ProducerConfig.builder(connection()).acks(Acks.ALL).build();
    }
}
