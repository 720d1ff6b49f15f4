package io.qanat.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message on its way to bytes: small fields go into one buffer of known size, payloads between
/// its pieces by reference.
///
/// Confined to one thread.
public final class WireWriter {
    private final ByteBuffer fields;
    private final List<ByteBuffer> buffers = new ArrayList<>(1);
    private int pieceStart;

    /// Has room for exactly `fieldsSizeInBytes` bytes outside payloads.
    public WireWriter(int fieldsSizeInBytes) {
        this.fields = ByteBuffer.allocate(fieldsSizeInBytes);
    }

    /// The bytes of one message alone, in one buffer if it carries no payload.
    public static ByteBuffer[] write(Message message, int version) {
        WireWriter out =
                new WireWriter(
                        Math.toIntExact(message.size(version) - message.payloadSizeInBytes()));
        message.write(out, version);
        return out.buffers();
    }

    /// Everything that was written, in order, ready to be read. The room must be filled.
    public ByteBuffer[] buffers() {
        if (fields.hasRemaining()) {
            throw new IllegalStateException(
                    fields.remaining() + " bytes were sized but not written");
        }
        cutPiece();
        return buffers.toArray(ByteBuffer[]::new);
    }

    /// A `bool`.
    public void writeBoolean(boolean value) {
        fields.put((byte) (value ? 1 : 0));
    }

    /// An `int8`.
    public void writeByte(byte value) {
        fields.put(value);
    }

    /// An `int16`.
    public void writeShort(short value) {
        fields.putShort(value);
    }

    /// A `uint16`.
    public void writeUnsignedShort(int value) {
        if (value < 0 || value > 0xffff) {
            throw new ProtocolException("not an unsigned 16-bit number: " + value);
        }
        fields.putShort((short) value);
    }

    /// An `int32`.
    public void writeInt(int value) {
        fields.putInt(value);
    }

    /// A `uint32`.
    public void writeUnsignedInt(long value) {
        if (value < 0 || value > 0xffff_ffffL) {
            throw new ProtocolException("not an unsigned 32-bit number: " + value);
        }
        fields.putInt((int) value);
    }

    /// An `int64`.
    public void writeLong(long value) {
        fields.putLong(value);
    }

    /// A `float64`.
    public void writeDouble(double value) {
        fields.putLong(Double.doubleToRawLongBits(value));
    }

    /// A `uuid`.
    public void writeUuid(UUID value) {
        fields.putLong(value.getMostSignificantBits());
        fields.putLong(value.getLeastSignificantBits());
    }

    /// An unsigned varint.
    public void writeUnsignedVarint(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            fields.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        fields.put((byte) rest);
    }

    /// A string or null.
    public void writeString(@Nullable String value, boolean flexible) {
        int length = value == null ? -1 : Utf8.size(value);
        if (length > WireReader.STRING_BYTES_MAX) {
            throw new ProtocolException(
                    "string of " + length + " bytes, above " + WireReader.STRING_BYTES_MAX);
        }
        if (flexible) {
            writeUnsignedVarint(length + 1);
        } else {
            fields.putShort((short) length);
        }
        if (value != null) {
            writeText(value, length);
        }
    }

    /// Bytes or null.
    public void writeBytes(@Nullable ByteBuffer value, boolean flexible) {
        writeCount(value == null ? -1 : value.remaining(), flexible);
        if (value != null) {
            fields.put(value.duplicate());
        }
    }

    /// Records, by reference, or null.
    public void writePayload(@Nullable Payload value, boolean flexible) {
        writeCount(value == null ? -1 : value.sizeInBytes(), flexible);
        if (value != null && value.hasRemaining()) {
            cutPiece();
            value.addTo(buffers);
        }
    }

    /// A list without structs, or null.
    public <T> void writeArray(@Nullable List<T> values, boolean flexible, Element<T> element) {
        writeCount(values == null ? -1 : values.size(), flexible);
        if (values != null) {
            for (T value : values) {
                element.write(this, value, flexible);
            }
        }
    }

    /// A list of structs, or null.
    public void writeStructArray(
            @Nullable List<? extends Message> values, boolean flexible, int version) {
        writeCount(values == null ? -1 : values.size(), flexible);
        if (values != null) {
            for (Message value : values) {
                value.write(this, version);
            }
        }
    }

    /// A struct or null, with the byte that says which.
    public void writeNullableStruct(@Nullable Message value, int version) {
        writeByte((byte) (value == null ? -1 : 1));
        if (value != null) {
            value.write(this, version);
        }
    }

    /// The head of a tagged field.
    public void writeTag(int tag, int size) {
        writeUnsignedVarint(tag);
        writeUnsignedVarint(size);
    }

    /// A tagged section that holds `unknown` only.
    public void writeTaggedFields(List<RawTaggedField> unknown) {
        writeUnsignedVarint(unknown.size());
        writeTaggedFieldsFrom(0, unknown);
    }

    /// Those of `unknown` from index `from` that belong in front of `tag`; returns the index of the
    /// first that was not written.
    public int writeTaggedFieldsBelow(int tag, List<RawTaggedField> unknown, int from) {
        int next = from;
        while (next < unknown.size() && unknown.get(next).tag() < tag) {
            writeTaggedField(unknown, next++);
        }
        if (next < unknown.size() && unknown.get(next).tag() == tag) {
            throw new ProtocolException("unknown tag " + tag + " is one that the schema knows");
        }
        return next;
    }

    /// Those of `unknown` from index `from`.
    public void writeTaggedFieldsFrom(int from, List<RawTaggedField> unknown) {
        for (int i = from; i < unknown.size(); i++) {
            writeTaggedField(unknown, i);
        }
    }

    private void writeTaggedField(List<RawTaggedField> unknown, int index) {
        RawTaggedField field = unknown.get(index);
        if (index > 0 && field.tag() <= unknown.get(index - 1).tag()) {
            throw new ProtocolException("unknown tag " + field.tag() + " does not ascend");
        }
        writeTag(field.tag(), field.bytes().remaining());
        fields.put(field.bytes().duplicate());
    }

    private void writeCount(int count, boolean flexible) {
        if (flexible) {
            writeUnsignedVarint(count + 1);
        } else {
            fields.putInt(count);
        }
    }

    private void writeText(String text, int size) {
        if (size != text.length() || !writeAscii(text)) {
            fields.put(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /// Whether `text` was ASCII; if not, nothing is written.
    private boolean writeAscii(String text) {
        byte[] array = fields.array();
        int start = fields.position();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return false;
            }
            array[start + i] = (byte) c;
        }
        fields.position(start + text.length());
        return true;
    }

    private void cutPiece() {
        int end = fields.position();
        if (end > pieceStart || buffers.isEmpty()) {
            buffers.add(fields.slice(pieceStart, end - pieceStart));
            pieceStart = end;
        }
    }
}
