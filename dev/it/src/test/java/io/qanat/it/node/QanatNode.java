package io.qanat.it.node;

import io.qanat.broker.Broker;
import io.qanat.broker.BrokerConfig;
import io.qanat.log.DataFolder;
import io.qanat.log.disk.Disk;
import io.qanat.log.disk.FileDisk;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// Our broker in this process, listening on a free loopback port. The data folder stays when it
/// closes.
public final class QanatNode implements AutoCloseable {
    private final DataFolder folder;
    private final Broker broker;
    private final InetSocketAddress address;

    private QanatNode(DataFolder folder, Broker broker, InetSocketAddress address) {
        this.folder = folder;
        this.broker = broker;
        this.address = address;
    }

    public static QanatNode start(Path data) throws InterruptedException {
        return start(data, BrokerConfig.DEFAULT);
    }

    public static QanatNode start(Path data, BrokerConfig config) throws InterruptedException {
        return start(data, config, new FileDisk());
    }

    public static QanatNode start(Path data, BrokerConfig config, Disk disk)
            throws InterruptedException {
        DataFolder folder = DataFolder.open(data, disk);
        Broker broker = Broker.start(config, folder);
        var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new QanatNode(folder, broker, broker.listen(anyPort));
    }

    public InetSocketAddress address() {
        return address;
    }

    public String bootstrap() {
        return "127.0.0.1:" + address.getPort();
    }

    public Broker broker() {
        return broker;
    }

    @Override
    public void close() {
        broker.close();
        folder.close();
    }
}
