package io.qanat.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.Frame;
import io.qanat.protocol.Payload;
import io.qanat.protocol.message.ApiVersionsRequest;
import io.qanat.protocol.message.CreateTopicsRequest;
import io.qanat.protocol.message.CreateTopicsRequest.CreatableTopic;
import io.qanat.protocol.message.CreateTopicsRequest.CreatableTopicConfig;
import io.qanat.protocol.message.DeleteTopicsRequest;
import io.qanat.protocol.message.DeleteTopicsRequest.DeleteTopicState;
import io.qanat.protocol.message.DescribeClusterRequest;
import io.qanat.protocol.message.DescribeConfigsRequest;
import io.qanat.protocol.message.DescribeConfigsRequest.DescribeConfigsResource;
import io.qanat.protocol.message.FetchRequest;
import io.qanat.protocol.message.FetchRequest.FetchPartition;
import io.qanat.protocol.message.FetchRequest.FetchTopic;
import io.qanat.protocol.message.FindCoordinatorRequest;
import io.qanat.protocol.message.InitProducerIdRequest;
import io.qanat.protocol.message.ListOffsetsRequest;
import io.qanat.protocol.message.ListOffsetsRequest.ListOffsetsPartition;
import io.qanat.protocol.message.ListOffsetsRequest.ListOffsetsTopic;
import io.qanat.protocol.message.MetadataRequest;
import io.qanat.protocol.message.MetadataRequest.MetadataRequestTopic;
import io.qanat.protocol.message.MetadataResponse;
import io.qanat.protocol.message.ProduceRequest;
import io.qanat.protocol.message.ProduceRequest.PartitionProduceData;
import io.qanat.protocol.message.ProduceRequest.TopicProduceData;
import io.qanat.protocol.message.RequestHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileBytesWireTest {
    private static final int ROUNDS = 3000;
    private static final Map<ApiMessage, Integer> REQUESTS =
            Map.ofEntries(
                    Map.entry(
                            ApiVersionsRequest.builder()
                                    .clientSoftwareName("a")
                                    .clientSoftwareVersion("1")
                                    .build(),
                            4),
                    Map.entry(
                            MetadataRequest.builder()
                                    .topics(
                                            List.of(
                                                    MetadataRequestTopic.builder()
                                                            .name("orders")
                                                            .build()))
                                    .build(),
                            12),
                    Map.entry(
                            ProduceRequest.builder()
                                    .acks((short) -1)
                                    .topicData(
                                            List.of(
                                                    TopicProduceData.builder()
                                                            .name("orders")
                                                            .partitionData(
                                                                    List.of(
                                                                            PartitionProduceData
                                                                                    .builder()
                                                                                    .records(
                                                                                            Payload
                                                                                                    .of(
                                                                                                            TestBatches
                                                                                                                    .of(
                                                                                                                            "a",
                                                                                                                            "b")))
                                                                                    .build()))
                                                            .build()))
                                    .build(),
                            11),
                    Map.entry(
                            FetchRequest.builder()
                                    .maxBytes(1000)
                                    .topics(
                                            List.of(
                                                    FetchTopic.builder()
                                                            .topic("orders")
                                                            .partitions(
                                                                    List.of(
                                                                            FetchPartition.builder()
                                                                                    .partitionMaxBytes(
                                                                                            1000)
                                                                                    .build()))
                                                            .build()))
                                    .build(),
                            12),
                    Map.entry(
                            ListOffsetsRequest.builder()
                                    .topics(
                                            List.of(
                                                    ListOffsetsTopic.builder()
                                                            .name("orders")
                                                            .partitions(
                                                                    List.of(
                                                                            ListOffsetsPartition
                                                                                    .builder()
                                                                                    .timestamp(-1)
                                                                                    .build()))
                                                            .build()))
                                    .build(),
                            7),
                    Map.entry(
                            CreateTopicsRequest.builder()
                                    .validateOnly(true)
                                    .topics(
                                            List.of(
                                                    CreatableTopic.builder()
                                                            .name("new")
                                                            .numPartitions(1)
                                                            .replicationFactor((short) 1)
                                                            .configs(
                                                                    List.of(
                                                                            CreatableTopicConfig
                                                                                    .builder()
                                                                                    .name(
                                                                                            "retention.ms")
                                                                                    .value("1")
                                                                                    .build()))
                                                            .build()))
                                    .build(),
                            7),
                    Map.entry(
                            DeleteTopicsRequest.builder()
                                    .topics(
                                            List.of(
                                                    DeleteTopicState.builder()
                                                            .name("absent")
                                                            .build()))
                                    .build(),
                            6),
                    Map.entry(InitProducerIdRequest.builder().transactionalId(null).build(), 5),
                    Map.entry(
                            FindCoordinatorRequest.builder().coordinatorKeys(List.of("g")).build(),
                            6),
                    Map.entry(DescribeClusterRequest.DEFAULT, 2),
                    Map.entry(
                            DescribeConfigsRequest.builder()
                                    .resources(
                                            List.of(
                                                    DescribeConfigsResource.builder()
                                                            .resourceType((byte) 2)
                                                            .resourceName("orders")
                                                            .build()))
                                    .build(),
                            4));

    @TempDir private Path folder;

    private static byte[] frame(ApiMessage request, int version) {
        var header =
                RequestHeader.builder()
                        .requestApiKey(request.apiKey().id())
                        .requestApiVersion((short) version)
                        .correlationId(1)
                        .clientId("hostile")
                        .build();
        var out = ByteBuffer.allocate(1000);
        for (ByteBuffer part : Frame.request(header, request)) {
            out.put(part);
        }
        byte[] frame = new byte[out.flip().remaining()];
        out.get(frame);
        return frame;
    }

    @Test
    void answersOrClosesWhateverComes() throws Exception {
        TestLoggers.takeErrors();
        long seed = 20261121;
        var random = new Random(seed);
        List<byte[]> frames = new ArrayList<>();
        REQUESTS.forEach((request, version) -> frames.add(frame(request, version)));
        frames.sort((one, other) -> Integer.compare(one[5], other[5]));
        try (var broker = BrokerFixture.start(folder)) {
            broker.topic("orders");
            for (int round = 0; round < ROUNDS; round++) {
                // Given a few wrong bytes anywhere behind the size
                byte[] frame = frames.get(random.nextInt(frames.size())).clone();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    frame[4 + random.nextInt(frame.length - 4)] = (byte) random.nextInt(256);
                }

                // When
                try (var client = broker.connect()) {
                    client.write(ByteBuffer.wrap(frame));
                    client.finishSending();
                    client.awaitEnd();
                } catch (IOException reset) {
                    // The broker may close before it has read everything.
                }

                // Then
                assertThat(TestLoggers.takeErrors()).as("seed %d round %d", seed, round).isEmpty();
            }
            try (var client = broker.connect()) {
                var metadata =
                        client.ask(
                                MetadataRequest.builder().topics(List.of()).build(),
                                9,
                                MetadataResponse.class);
                assertThat(metadata.brokers()).hasSize(1);
            }
        }
    }

    @Test
    void hasFrameForEveryApi() {
        assertThat(REQUESTS.keySet())
                .extracting(ApiMessage::apiKey)
                .contains(ApiKey.PRODUCE, ApiKey.FETCH)
                .hasSize(11);
    }
}
