package io.qanat.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireReaderTest {

    @ParameterizedTest
    @CsvSource({
        "00, 0",
        "01, 1",
        "7f, 127",
        "8001, 128",
        "ff7f, 16383",
        "808001, 16384",
        "ffffffff07, 2147483647",
        "8000, 0"
    })
    void readsVarints(String hex, int value) {
        assertThat(reader(hex).readUnsignedVarint("field")).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8080808008", "ffffffff0f", "ffffffff7f", "808080808001"})
    void refusesVarintsAboveInt(String hex) {
        assertThatThrownBy(() -> reader(hex).readUnsignedVarint("Topic.count"))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("Topic.count at byte 5: varint above 2147483647");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                1,
                127,
                128,
                16383,
                16384,
                2097151,
                2097152,
                268435455,
                268435456,
                Integer.MAX_VALUE
            })
    void sizesVarintsAsTheyAreWritten(int value) {
        // When
        WireWriter out = new WireWriter(WireSize.ofUnsignedVarint(value));
        out.writeUnsignedVarint(value);

        // Then
        assertThat(new WireReader(out.buffers()[0]).readUnsignedVarint("field")).isEqualTo(value);
    }

    @Test
    void namesTheFieldAndItsPlace() {
        // Given
        WireReader in = reader("0001000a6162");
        in.readShort("first");

        // When // Then
        assertThatThrownBy(() -> in.readString("Topic.name", false))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("Topic.name at byte 4: 10 bytes expected, but 2 are left");
    }

    @Test
    void refusesNullWhereAValueIsRequired() {
        assertThatThrownBy(() -> reader("ffff").readString("Topic.name", false))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("Topic.name at byte 2: null where a value is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7fffffff", "00000002", "fffffffe"})
    void refusesCountsThatCannotFit(String count) {
        assertThatThrownBy(() -> reader(count + "00000000").readArray("ids", false, Element.INT32))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void refusesStringsLongerThanKafkaAllows() {
        // Given
        ByteBuffer bytes = ByteBuffer.allocate(40_003);
        bytes.put(new byte[] {(byte) 0xc1, (byte) 0xb8, 0x02});

        // When // Then
        assertThatThrownBy(() -> new WireReader(bytes.rewind()).readString("field", true))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("string of 40000 bytes");
    }

    @Test
    void takesAnyByteButZeroForTrue() {
        // Given
        WireReader in = reader("000102ff");

        // When // Then
        assertThat(in.readBoolean("field")).isFalse();
        assertThat(in.readBoolean("field")).isTrue();
        assertThat(in.readBoolean("field")).isTrue();
        assertThat(in.readBoolean("field")).isTrue();
    }

    @Test
    void refusesTagsThatDoNotAscend() {
        assertThatThrownBy(() -> reader("0205000500").readUnknownTaggedFields("Topic"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("tag 5 after tag 5");
    }

    @Test
    void refusesTagsLargerThanTheRest() {
        assertThatThrownBy(() -> reader("01050200").readUnknownTaggedFields("Topic"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("tag 5 of 2 bytes, but 1 are left");
    }

    @Test
    void keepsTheReaderInsideATag() {
        // Given
        WireReader in = reader("0100020102ffff");
        in.readTaggedFields("Topic").next();

        // When // Then
        assertThatThrownBy(() -> in.readInt("field"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("4 bytes expected, but 2 are left");
    }

    @Test
    void refusesBytesLeftOverInATag() {
        // Given
        WireReader in = reader("0100020102");
        TaggedFields tags = in.readTaggedFields("Topic");
        tags.next();
        in.readByte("field");

        // When // Then
        assertThatThrownBy(tags::next)
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("1 bytes left over in tag 0");
    }

    @Test
    void readsFromDirectAndFromOffsetBuffers() {
        // Given
        byte[] message = HexFormat.of().parseHex("0003616263000000020708");
        ByteBuffer direct =
                ByteBuffer.allocateDirect(20).position(5).put(message).flip().position(5);
        ByteBuffer offset =
                ByteBuffer.allocate(20).position(5).put(message).flip().position(5).slice();

        for (ByteBuffer bytes : List.of(direct, offset)) {
            WireReader in = new WireReader(bytes);

            // When
            String text = in.readString("text", false);
            ByteBuffer data = in.readBytes("data", false);

            // Then
            assertThat(text).isEqualTo("abc");
            assertThat(data).isEqualTo(ByteBuffer.wrap(new byte[] {7, 8}));
            assertThat(in.remaining()).isZero();
        }
    }

    @Test
    void sharesTheValuesThatStandForNothing() {
        // Given
        WireReader in = reader("00".repeat(16) + "0101");

        // When // Then
        assertThat(in.readUuid("id")).isSameAs(Absent.ID);
        assertThat(in.readString("text", true)).isSameAs("");
        assertThat(in.readBytes("data", true)).isSameAs(Absent.BYTES);
        assertThat(Absent.ID).isEqualTo(new UUID(0, 0));
    }

    @Test
    void handsOutListsThatNobodyChanges() {
        // Given
        List<Integer> list = reader("020000000700").readArray("ids", true, Element.INT32);

        // When // Then
        assertThat(list).containsExactly(7);
        assertThatThrownBy(() -> list.set(0, 8)).isInstanceOf(UnsupportedOperationException.class);
    }

    private static WireReader reader(String hex) {
        return new WireReader(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }
}
