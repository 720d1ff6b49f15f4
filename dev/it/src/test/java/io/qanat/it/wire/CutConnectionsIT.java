package io.qanat.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.broker.BrokerConfig;
import io.qanat.it.node.QanatNode;
import io.qanat.protocol.message.ApiVersionsRequest;
import io.qanat.protocol.message.MetadataRequest;
import io.qanat.protocol.message.MetadataRequest.MetadataRequestTopic;
import io.qanat.protocol.message.ProduceRequest;
import io.qanat.protocol.message.ProduceRequest.PartitionProduceData;
import io.qanat.protocol.message.ProduceRequest.TopicProduceData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Connections that end in the middle of what a client says first.
@Timeout(120)
final class CutConnectionsIT {
    private static final String TOPIC = "cut";
    private static final int CONNECTIONS_MAX = 10;

    @TempDir private Path data;
    @TempDir private Path dumps;

    @Test
    void brokerKeepsNothingOfConnectionsCutAtAnyByte() throws Exception {
        // Given
        byte[] greeting = greeting();
        try (var node = QanatNode.start(data, config())) {
            // When
            for (int bytes = 0; bytes < greeting.length; bytes++) {
                cut(node, greeting, bytes, true);
                cut(node, greeting, bytes, false);
            }
            // Then
            Awaitility.await().until(() -> ConnectionThreads.count(dumps) == 0);
            try (var connection = WireConnection.open(node.address())) {
                connection.send(greeting);
                for (int i = 0; i < 3; i++) {
                    connection.receive();
                }
                assertThat(ConnectionThreads.count(dumps)).isEqualTo(2);
            }
            assertThat(StoredBatches.of(node.address(), TOPIC))
                    .as("only the last one was whole")
                    .hasSize(1);
        }
    }

    /// At its bound, the broker would turn the next one away if it kept any.
    private static BrokerConfig config() {
        BrokerConfig all = BrokerConfig.DEFAULT;
        return new BrokerConfig(
                all.autoCreateTopics(),
                all.partitionsDefault(),
                all.messageBytesMax(),
                all.requestBytesMax(),
                all.fetchBytesMax(),
                CONNECTIONS_MAX,
                all.log());
    }

    /// Sends so many bytes on a connection of their own, and ends it.
    private static void cut(QanatNode node, byte[] greeting, int bytes, boolean isReset)
            throws IOException {
        try (var socket = new Socket(node.address().getAddress(), node.address().getPort())) {
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(greeting, 0, bytes);
            if (isReset) {
                socket.setSoLinger(true, 0);
            } else {
                socket.shutdownOutput();
                // The broker answers what was whole, and closes.
                socket.getInputStream().readAllBytes();
            }
        }
    }

    private static byte[] greeting() {
        var all = new ByteArrayOutputStream();
        all.writeBytes(
                WireConnection.bytes(
                        4,
                        0,
                        ApiVersionsRequest.builder()
                                .clientSoftwareName("cut")
                                .clientSoftwareVersion("1")
                                .build()));
        all.writeBytes(
                WireConnection.bytes(
                        12,
                        1,
                        MetadataRequest.builder()
                                .topics(List.of(MetadataRequestTopic.builder().name(TOPIC).build()))
                                .allowAutoTopicCreation(true)
                                .build()));
        all.writeBytes(
                WireConnection.bytes(
                        11,
                        2,
                        ProduceRequest.builder()
                                .acks((short) -1)
                                .timeoutMs(10_000)
                                .topicData(
                                        List.of(
                                                TopicProduceData.builder()
                                                        .name(TOPIC)
                                                        .partitionData(
                                                                List.of(
                                                                        PartitionProduceData
                                                                                .builder()
                                                                                .index(0)
                                                                                .records(
                                                                                        Batches.of(
                                                                                                1))
                                                                                .build()))
                                                        .build()))
                                .build()));
        return all.toByteArray();
    }
}
