package io.qanat.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.protocol.message.FetchResponse;
import io.qanat.protocol.message.MetadataRequest;
import io.qanat.protocol.message.ProduceRequest;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireWriterTest {

    @Test
    void refusesAVersionThatDoesNotExist() {
        assertThatThrownBy(() -> WireWriter.write(ProduceRequest.DEFAULT, 14))
                .isInstanceOf(UnsupportedVersionException.class)
                .hasMessage("ProduceRequest has no version 14, only 3-13");
    }

    @Test
    void refusesAValueThatTheVersionCannotCarry() {
        // Given
        FetchResponse response = FetchResponse.builder().sessionId(5).build();

        // When // Then
        assertThatThrownBy(() -> WireWriter.write(response, 6))
                .isInstanceOf(UnsupportedVersionException.class)
                .hasMessage("FetchResponse.sessionId is set, but version 6 does not have it");
    }

    @Test
    void refusesANullThatTheVersionCannotSay() {
        // Given
        MetadataRequest request = MetadataRequest.builder().topics(null).build();

        // When // Then
        assertThatThrownBy(() -> WireWriter.write(request, 0))
                .isInstanceOf(UnsupportedVersionException.class)
                .hasMessage("MetadataRequest.topics is null, which version 0 cannot say");
    }

    @Test
    void refusesAnUnknownTagThatTheSchemaKnows() {
        // Given
        RawTaggedField tag = new RawTaggedField(0, Absent.BYTES);
        var endpoint = FetchResponse.NodeEndpoint.builder().host("a").build();
        FetchResponse response =
                FetchResponse.builder()
                        .nodeEndpoints(List.of(endpoint))
                        .unknownTaggedFields(List.of(tag))
                        .build();

        // When // Then
        assertThatThrownBy(() -> WireWriter.write(response, 16))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("unknown tag 0 is one that the schema knows");
    }

    @Test
    void refusesAStringThatNoPeerWouldRead() {
        // Given
        ProduceRequest request =
                ProduceRequest.builder().transactionalId("x".repeat(32_768)).build();

        // When // Then
        assertThatThrownBy(() -> WireWriter.write(request, 9))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("string of 32768 bytes, above 32767");
    }

    @Test
    void refusesANumberTooLargeForItsField() {
        assertThatThrownBy(() -> ProduceRequest.builder().acks(40_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("acks does not fit 16 bits: 40000");
    }

    @Test
    void leavesThePositionsOfPayloadsAlone() {
        // Given
        ByteBuffer batch = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).position(1);
        var partition =
                ProduceRequest.PartitionProduceData.builder().records(Payload.of(batch)).build();

        // When
        ByteBuffer[] buffers = WireWriter.write(partition, 9);

        // Then
        buffers[1].position(buffers[1].limit());
        assertThat(batch.position()).isEqualTo(1);
        assertThat(WireWriter.write(partition, 9)[1]).isEqualTo(batch);
    }

    @Test
    void noticesRoomThatWasNotFilled() {
        // Given
        WireWriter out = new WireWriter(5);
        out.writeInt(1);

        // When // Then
        assertThatThrownBy(out::buffers)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("1 bytes were sized but not written");
    }

    @Test
    void allocatesNothingPerByteOfPayload() {
        // Given
        Payload records = Payload.of(ByteBuffer.allocate(1024 * 1024));
        var partition = ProduceRequest.PartitionProduceData.builder().records(records).build();
        var topic =
                ProduceRequest.TopicProduceData.builder()
                        .name("orders")
                        .partitionData(List.of(partition))
                        .build();
        ProduceRequest request = ProduceRequest.builder().topicData(List.of(topic)).build();
        ByteBuffer bytes = Payload.of(WireWriter.write(request, 9)).joined();

        // When // Then
        AllocatedBytes.checkTotal(2 * 1024, () -> WireWriter.write(request, 9));
        AllocatedBytes.checkTotal(2 * 1024, () -> ProduceRequest.read(new WireReader(bytes), 9));
    }
}
