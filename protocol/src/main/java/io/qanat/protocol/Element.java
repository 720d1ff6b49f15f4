package io.qanat.protocol;

import java.util.UUID;

/// What a list without structs is made of: how one element is read, sized and written. Immutable.
///
/// @param <T> the element's type in Java
public final class Element<T> {
    /// `int8`
    public static final Element<Byte> INT8 = fixed(1, WireReader::readByte, WireWriter::writeByte);

    /// `int16`
    public static final Element<Short> INT16 =
            fixed(2, WireReader::readShort, WireWriter::writeShort);

    /// `int32`
    public static final Element<Integer> INT32 =
            fixed(4, WireReader::readInt, WireWriter::writeInt);

    /// `int64`
    public static final Element<Long> INT64 = fixed(8, WireReader::readLong, WireWriter::writeLong);

    /// `uuid`
    public static final Element<UUID> UUID = fixed(16, WireReader::readUuid, WireWriter::writeUuid);

    /// `string`
    public static final Element<String> STRING =
            new Element<>(0, WireReader::readString, WireSize::ofString, WireWriter::writeString);

    private final int fixedSize;
    private final Reading<T> reading;
    private final Sizing<T> sizing;
    private final Writing<T> writing;

    private interface Reading<T> {
        T read(WireReader in, String field, boolean flexible);
    }

    private interface Sizing<T> {
        int size(T value, boolean flexible);
    }

    private interface Writing<T> {
        void write(WireWriter out, T value, boolean flexible);
    }

    private interface FixedReading<T> {
        T read(WireReader in, String field);
    }

    private interface FixedWriting<T> {
        void write(WireWriter out, T value);
    }

    private Element(int fixedSize, Reading<T> reading, Sizing<T> sizing, Writing<T> writing) {
        this.fixedSize = fixedSize;
        this.reading = reading;
        this.sizing = sizing;
        this.writing = writing;
    }

    private static <T> Element<T> fixed(
            int size, FixedReading<T> reading, FixedWriting<T> writing) {
        return new Element<>(
                size,
                (in, field, flexible) -> reading.read(in, field),
                (value, flexible) -> size,
                (out, value, flexible) -> writing.write(out, value));
    }

    /// Least number of bytes of one element.
    int sizeMin(boolean flexible) {
        if (fixedSize > 0) {
            return fixedSize;
        }
        return flexible ? 1 : 2;
    }

    T read(WireReader in, String field, boolean flexible) {
        return reading.read(in, field, flexible);
    }

    int size(T value, boolean flexible) {
        return sizing.size(value, flexible);
    }

    void write(WireWriter out, T value, boolean flexible) {
        writing.write(out, value, flexible);
    }
}
