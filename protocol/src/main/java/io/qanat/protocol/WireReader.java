package io.qanat.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A cursor over the bytes of one message.
///
/// Every length and count is checked against the bytes that are left before anything is allocated
/// from it, so what a message makes us allocate is bounded by its own size. Byte fields and
/// payloads are slices of the message, not copies. All methods take the field's name, for the
/// message of the [ProtocolException] that they throw. Confined to one thread.
public final class WireReader {
    /// Longest string in bytes, as in Kafka, whatever length prefix it has.
    public static final int STRING_BYTES_MAX = Short.MAX_VALUE;

    private static final int VARINT_BYTES_MAX = 5;

    private final ByteBuffer bytes;

    /// Reads `bytes` from its position to its limit; the buffer itself is not moved.
    public WireReader(ByteBuffer bytes) {
        this.bytes = bytes.slice().order(ByteOrder.BIG_ENDIAN);
    }

    /// The number of bytes not read yet.
    public int remaining() {
        return bytes.remaining();
    }

    /// Refuses bytes behind the end of the message.
    public void expectEnd(String message) {
        if (bytes.hasRemaining()) {
            throw failure(message, bytes.remaining() + " bytes behind its end");
        }
    }

    /// A `bool`: any byte but zero is true.
    public boolean readBoolean(String field) {
        return readByte(field) != 0;
    }

    /// An `int8`.
    public byte readByte(String field) {
        require(1, field);
        return bytes.get();
    }

    /// An `int16`.
    public short readShort(String field) {
        require(2, field);
        return bytes.getShort();
    }

    /// A `uint16`.
    public int readUnsignedShort(String field) {
        return Short.toUnsignedInt(readShort(field));
    }

    /// An `int32`.
    public int readInt(String field) {
        require(4, field);
        return bytes.getInt();
    }

    /// A `uint32`.
    public long readUnsignedInt(String field) {
        return Integer.toUnsignedLong(readInt(field));
    }

    /// An `int64`.
    public long readLong(String field) {
        require(8, field);
        return bytes.getLong();
    }

    /// A `float64`.
    public double readDouble(String field) {
        return Double.longBitsToDouble(readLong(field));
    }

    /// A `uuid`.
    public UUID readUuid(String field) {
        require(16, field);
        long high = bytes.getLong();
        long low = bytes.getLong();
        return (high | low) == 0 ? Absent.ID : new UUID(high, low);
    }

    /// An unsigned varint; values above the range of `int` are refused.
    public int readUnsignedVarint(String field) {
        int value = 0;
        for (int i = 0; i < VARINT_BYTES_MAX; i++) {
            byte next = readByte(field);
            value |= (next & 0x7f) << (7 * i);
            if (next >= 0) {
                // The fifth byte has room for three more bits of a non-negative int.
                if (i == VARINT_BYTES_MAX - 1 && next > 0x07) {
                    break;
                }
                return value;
            }
        }
        throw failure(field, "varint above " + Integer.MAX_VALUE);
    }

    /// A string. Malformed UTF-8 becomes U+FFFD, as in Kafka.
    public String readString(String field, boolean flexible) {
        return required(readNullableString(field, flexible), field);
    }

    /// A string or null.
    public @Nullable String readNullableString(String field, boolean flexible) {
        int length = flexible ? readUnsignedVarint(field) - 1 : readShort(field);
        if (length <= 0) {
            return checkedEmpty(length, field) ? "" : null;
        }
        require(length, field);
        if (length > STRING_BYTES_MAX) {
            throw failure(field, "string of " + length + " bytes, above " + STRING_BYTES_MAX);
        }
        return text(length);
    }

    /// Bytes, as a slice of the message.
    public ByteBuffer readBytes(String field, boolean flexible) {
        return required(readNullableBytes(field, flexible), field);
    }

    /// Bytes, as a slice of the message, or null.
    public @Nullable ByteBuffer readNullableBytes(String field, boolean flexible) {
        int length = flexible ? readUnsignedVarint(field) - 1 : readInt(field);
        if (length <= 0) {
            return checkedEmpty(length, field) ? Absent.BYTES : null;
        }
        require(length, field);
        return readSlice(length);
    }

    /// Records, as a slice of the message.
    public Payload readPayload(String field, boolean flexible) {
        return Payload.ofOwned(readBytes(field, flexible));
    }

    /// Records, as a slice of the message, or null.
    public @Nullable Payload readNullablePayload(String field, boolean flexible) {
        ByteBuffer records = readNullableBytes(field, flexible);
        return records == null ? null : Payload.ofOwned(records);
    }

    /// A list without structs.
    public <T> List<T> readArray(String field, boolean flexible, Element<T> element) {
        return required(readNullableArray(field, flexible, element), field);
    }

    /// A list without structs, or null.
    public <T> @Nullable List<T> readNullableArray(
            String field, boolean flexible, Element<T> element) {
        int count = readCount(field, flexible, element.sizeMin(flexible));
        if (count <= 0) {
            return checkedEmpty(count, field) ? List.of() : null;
        }
        T[] elements = newArray(count);
        for (int i = 0; i < count; i++) {
            elements[i] = element.read(this, field, flexible);
        }
        return new WireList<>(elements);
    }

    /// A list of structs that take at least `sizeMin` bytes each.
    public <T> List<T> readStructArray(
            String field, boolean flexible, int sizeMin, StructReader<T> reader, int version) {
        return required(readNullableStructArray(field, flexible, sizeMin, reader, version), field);
    }

    /// A list of structs that take at least `sizeMin` bytes each, or null.
    public <T> @Nullable List<T> readNullableStructArray(
            String field, boolean flexible, int sizeMin, StructReader<T> reader, int version) {
        int count = readCount(field, flexible, sizeMin);
        if (count <= 0) {
            return checkedEmpty(count, field) ? List.of() : null;
        }
        T[] elements = newArray(count);
        for (int i = 0; i < count; i++) {
            elements[i] = reader.read(this, version);
        }
        return new WireList<>(elements);
    }

    /// A struct or null, by the byte in front of it.
    public <T> @Nullable T readNullableStruct(String field, StructReader<T> reader, int version) {
        byte mark = readByte(field);
        return switch (mark) {
            case -1 -> null;
            case 1 -> reader.read(this, version);
            default -> throw failure(field, "presence byte " + mark + " is neither 1 nor -1");
        };
    }

    /// The head of a tagged section.
    public TaggedFields readTaggedFields(String owner) {
        int count = readUnsignedVarint(owner);
        checkCount(count, 2, owner);
        return TaggedFields.of(this, owner, count);
    }

    /// A tagged section in which no field is known.
    public List<RawTaggedField> readUnknownTaggedFields(String owner) {
        TaggedFields tags = readTaggedFields(owner);
        while (tags.next()) {
            tags.keep();
        }
        return tags.unknown();
    }

    ByteBuffer readSlice(int length) {
        ByteBuffer slice = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        return slice;
    }

    /// Ends the message after `size` more bytes; returns what [#widen] needs to undo it.
    int narrow(int size) {
        int limit = bytes.limit();
        bytes.limit(bytes.position() + size);
        return limit;
    }

    void widen(int limit) {
        bytes.limit(limit);
    }

    ProtocolException failure(String field, String problem) {
        return new ProtocolException(field + " at byte " + bytes.position() + ": " + problem);
    }

    private String text(int length) {
        int start = bytes.position();
        bytes.position(start + length);
        if (bytes.hasArray()) {
            int offset = bytes.arrayOffset() + start;
            return new String(bytes.array(), offset, length, StandardCharsets.UTF_8);
        }
        byte[] copy = new byte[length];
        bytes.get(start, copy);
        return new String(copy, StandardCharsets.UTF_8);
    }

    private int readCount(String field, boolean flexible, int sizeMin) {
        int count = flexible ? readUnsignedVarint(field) - 1 : readInt(field);
        checkCount(count, sizeMin, field);
        return count;
    }

    private void checkCount(int count, int sizeMin, String field) {
        if ((long) count * sizeMin > bytes.remaining()) {
            throw failure(
                    field,
                    count
                            + " elements of at least "
                            + sizeMin
                            + " bytes, but "
                            + bytes.remaining()
                            + " are left");
        }
    }

    /// Whether a length or count of at most zero means "empty"; otherwise it means "null".
    private boolean checkedEmpty(int length, String field) {
        if (length < -1) {
            throw failure(field, "length " + length);
        }
        return length == 0;
    }

    private void require(int size, String field) {
        if (size > bytes.remaining()) {
            throw failure(field, size + " bytes expected, but " + bytes.remaining() + " are left");
        }
    }

    private <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw failure(field, "null where a value is required");
        }
        return value;
    }

    @SuppressWarnings(
            "unchecked") // the array never leaves WireList, which only hands out its elements
    private static <T> T[] newArray(int length) {
        return (T[]) new Object[length];
    }
}
