package io.qanat.protocol.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.qanat.protocol.ProtocolException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MetadataRecordTest {
    private static final UUID ID = UUID.fromString("00010203-0405-0607-0809-0a0b0c0d0e0f");

    @ParameterizedTest
    @MethodSource("written")
    void hasTheBytesThatKafkaWrites(MetadataRecord metadata, String kafka) {
        // When
        ByteBuffer bytes = metadata.toBytes();

        // Then
        assertThat(bytes).isEqualTo(bytes(kafka));
        assertThat(MetadataRecord.read(bytes)).isEqualTo(metadata);
    }

    /// Records with the bytes that the MetadataRecordSerde of Apache Kafka 4.3.1 makes of them.
    static Stream<Arguments> written() {
        return Stream.of(
                arguments(
                        MetadataRecord.of(TopicRecord.builder().name("foo").topicId(ID).build()),
                        "01020004666f6f000102030405060708090a0b0c0d0e0f00"),
                arguments(
                        MetadataRecord.of(RemoveTopicRecord.builder().topicId(ID).build()),
                        "010900000102030405060708090a0b0c0d0e0f00"),
                arguments(
                        MetadataRecord.of(config()),
                        "01040002076f72646572730d726574656e74696f6e2e6d73053130303000"),
                arguments(
                        MetadataRecord.of(
                                ProducerIdsRecord.builder()
                                        .brokerEpoch(-1)
                                        .nextProducerId(1000)
                                        .build()),
                        "010f0000000000ffffffffffffffff00000000000003e800"),
                arguments(
                        new MetadataRecord(partition(), 1),
                        "01030100000003000102030405060708090a0b0c0d0e0f0200000000020000000001010000"
                                + "0000ffffffffffffffff02000102030405060708090a0b0c0d0e0f00"));
    }

    private static ConfigRecord config() {
        return ConfigRecord.builder()
                .resourceType(2)
                .resourceName("orders")
                .name("retention.ms")
                .value("1000")
                .build();
    }

    private static PartitionRecord partition() {
        return PartitionRecord.builder()
                .partitionId(3)
                .topicId(ID)
                .replicas(List.of(0))
                .isr(List.of(0))
                .leader(0)
                .directories(List.of(ID))
                .build();
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        for (String unknown : List.of("020200", "01630000", "01020500", "0102")) {
            assertThatThrownBy(() -> MetadataRecord.read(bytes(unknown)))
                    .as(unknown)
                    .isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    void refusesBytesBehindTheRecord() {
        assertThatThrownBy(() -> MetadataRecord.read(bytes("0114000000")))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("NO_OP_RECORD");
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
