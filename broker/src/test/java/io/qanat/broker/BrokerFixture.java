package io.qanat.broker;

import io.qanat.log.DataFolder;
import io.qanat.log.disk.Disk;
import io.qanat.log.disk.FileDisk;
import io.qanat.protocol.message.MetadataRequest;
import io.qanat.protocol.message.MetadataRequest.MetadataRequestTopic;
import io.qanat.protocol.message.MetadataResponse;
import io.qanat.protocol.message.MetadataResponse.MetadataResponseTopic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/// A broker on a folder with a TCP door on any free port, and its clients.
final class BrokerFixture implements AutoCloseable {
    private final DataFolder folder;
    private final Broker broker;
    private final InetSocketAddress address;

    private BrokerFixture(DataFolder folder, Broker broker) {
        this.folder = folder;
        this.broker = broker;
        this.address = broker.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    static BrokerFixture start(Path folder) throws InterruptedException {
        return start(folder, BrokerConfig.DEFAULT);
    }

    static BrokerFixture start(Path path, BrokerConfig config) throws InterruptedException {
        return start(path, config, new FileDisk());
    }

    static BrokerFixture start(Path path, BrokerConfig config, Disk disk)
            throws InterruptedException {
        DataFolder folder = DataFolder.open(path, disk);
        return new BrokerFixture(folder, Broker.start(config, folder));
    }

    Broker broker() {
        return broker;
    }

    InetSocketAddress address() {
        return address;
    }

    WireClient connect() throws IOException {
        return WireClient.connect(address);
    }

    /// Has a topic created by asking for it.
    MetadataResponseTopic topic(String name) throws IOException {
        try (WireClient client = connect()) {
            var request =
                    MetadataRequest.builder()
                            .topics(List.of(MetadataRequestTopic.builder().name(name).build()))
                            .build();
            return client.ask(request, 12, MetadataResponse.class).topics().getFirst();
        }
    }

    @Override
    public void close() {
        broker.close();
        folder.close();
    }
}
