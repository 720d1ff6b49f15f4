package io.qanat.examples;

import io.qanat.broker.Broker;
import io.qanat.broker.BrokerConfig;
import io.qanat.log.DataFolder;
import io.qanat.log.disk.FileDisk;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// A broker in this process on a free port.
public final class EmbeddedBroker implements AutoCloseable {
    private final DataFolder folder;
    private final Broker broker;
    private final int port;

    private EmbeddedBroker(DataFolder folder, Broker broker, int port) {
        this.folder = folder;
        this.broker = broker;
        this.port = port;
    }

    public static EmbeddedBroker start(Path data) throws InterruptedException {
        return start(data, 0);
    }

    public static EmbeddedBroker start(Path data, int port) throws InterruptedException {
        DataFolder folder = DataFolder.open(data, new FileDisk());
        Broker broker = Broker.start(BrokerConfig.DEFAULT, folder);
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return new EmbeddedBroker(folder, broker, broker.listen(address).getPort());
    }

    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        broker.close();
        folder.close();
    }
}
