package io.qanat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.protocol.message.ApiVersionsResponse;
import io.qanat.protocol.message.ProduceRequest;
import io.qanat.protocol.message.RequestHeader;
import io.qanat.protocol.message.ResponseHeader;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.RequestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FrameTest {
    private static final ByteBuffer BATCH = ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5});

    @Test
    void readsBackTheRequestItFramed() {
        for (int version = ApiKey.PRODUCE.minVersion(); version <= 12; version++) {
            // Given
            RequestHeader header = header(version);
            ProduceRequest request = produce();

            // When
            ByteBuffer frame = join(Frame.request(header, request));

            // Then
            assertThat(frame.getInt()).isEqualTo(frame.remaining());
            WireReader in = new WireReader(frame);
            assertThat(RequestHeader.read(in, ApiKey.PRODUCE.requestHeaderVersion(version)))
                    .isEqualTo(header);
            assertThat(ApiKey.PRODUCE.readRequest(in, version)).isEqualTo(request);
            assertThat(in.remaining()).isZero();
        }
    }

    @Test
    void carriesPayloadByReference() {
        // Given
        ProduceRequest request = produce();

        // When
        ByteBuffer[] buffers = Frame.request(header(9), request);

        // Then
        assertThat(buffers).hasSize(3);
        assertThat(buffers[1].array()).isSameAs(BATCH.array());
    }

    @Test
    void answersApiVersionsWithTheOldestHeader() {
        // Given
        int version = ApiKey.API_VERSIONS.maxVersion();

        // When
        ByteBuffer frame = join(Frame.response(7, version, ApiVersionsResponse.DEFAULT));

        // Then
        WireReader in = new WireReader(frame.position(4));
        assertThat(ResponseHeader.read(in, 0).correlationId()).isEqualTo(7);
        assertThat(ApiVersionsResponse.read(in, version)).isEqualTo(ApiVersionsResponse.DEFAULT);
        assertThat(in.remaining()).isZero();
    }

    @ParameterizedTest
    @EnumSource(ApiKey.class)
    void framesRequestsLikeKafka(ApiKey key) {
        Seed.run(
                key + " framed",
                random -> {
                    Twin twin = twin(key, "REQUEST");
                    twin.versions()
                            .forEach(version -> {
                                // Given
                                ApiMessage body =
                                        (ApiMessage)
                                                ShapedMessages.random(random)
                                                        .message(twin, version);
                                RequestHeader header =
                                        header(version).toBuilder().requestApiKey(key.id()).build();

                                // When
                                ByteBuffer frame = join(Frame.request(header, body));

                                // Then
                                assertThat(frame.getInt()).isEqualTo(frame.remaining());
                                assertThat(frame).isEqualTo(kafkaFrame(header, twin, body));
                            });
                });
    }

    @ParameterizedTest
    @EnumSource(ApiKey.class)
    void framesResponsesLikeKafka(ApiKey key) {
        Seed.run(
                key + " answered",
                random -> {
                    Twin twin = twin(key, "RESPONSE");
                    twin.versions()
                            .forEach(version -> {
                                // Given
                                ApiMessage body =
                                        (ApiMessage)
                                                ShapedMessages.random(random)
                                                        .message(twin, version);

                                // When
                                ByteBuffer frame = join(Frame.response(42, version, body));

                                // Then
                                assertThat(frame.getInt()).isEqualTo(frame.remaining());
                                assertThat(frame)
                                        .isEqualTo(kafkaFrame(key, (short) version, twin, body));
                            });
                });
    }

    private static ByteBuffer kafkaFrame(RequestHeader header, Twin twin, ApiMessage body) {
        short version = header.requestApiVersion();
        RequestHeaderData theirs =
                new RequestHeaderData()
                        .setRequestApiKey(header.requestApiKey())
                        .setRequestApiVersion(version)
                        .setCorrelationId(header.correlationId())
                        .setClientId(header.clientId());
        short headerVersion = ApiKeys.forId(header.requestApiKey()).requestHeaderVersion(version);
        return RequestUtils.serialize(
                theirs, headerVersion, KafkaTwin.of((Record) body, twin), version);
    }

    private static ByteBuffer kafkaFrame(ApiKey key, short version, Twin twin, ApiMessage body) {
        ResponseHeaderData theirs = new ResponseHeaderData().setCorrelationId(42);
        short headerVersion = ApiKeys.forId(key.id()).responseHeaderVersion(version);
        return RequestUtils.serialize(
                theirs, headerVersion, KafkaTwin.of((Record) body, twin), version);
    }

    private static Twin twin(ApiKey key, String kind) {
        String name = key.name().replace("_", "") + kind;
        return Twin.messages()
                .filter(twin -> twin.toString().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow();
    }

    private static RequestHeader header(int version) {
        return RequestHeader.builder()
                .requestApiKey(ApiKey.PRODUCE.id())
                .requestApiVersion(version)
                .correlationId(42)
                .clientId("qanat")
                .build();
    }

    private static ProduceRequest produce() {
        var partition =
                ProduceRequest.PartitionProduceData.builder()
                        .index(3)
                        .records(Payload.of(BATCH))
                        .build();
        var topic =
                ProduceRequest.TopicProduceData.builder()
                        .name("orders")
                        .partitionData(List.of(partition))
                        .build();
        return ProduceRequest.builder()
                .acks(-1)
                .timeoutMs(30_000)
                .topicData(List.of(topic))
                .build();
    }

    private static ByteBuffer join(ByteBuffer[] buffers) {
        return Payload.of(buffers).joined();
    }
}
