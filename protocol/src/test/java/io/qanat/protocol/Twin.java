package io.qanat.protocol;

import io.qanat.protocol.message.RequestHeader;
import io.qanat.protocol.message.ResponseHeader;
import io.qanat.protocol.metadata.MetadataRecordType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.protocol.types.Schema;

/// One message of ours with the class that Kafka generates from the same schema. Immutable.
///
/// @param ours the record
/// @param theirs Kafka's class
/// @param reader our `read` method
record Twin(
        Class<? extends Record> ours,
        Class<?> theirs,
        StructReader<? extends Message> reader,
        int oldest,
        int newest) {

    private static final String MESSAGES = "io.qanat.protocol.message.";
    private static final String METADATA = "io.qanat.protocol.metadata.";
    private static final String THEIR_MESSAGES = "org.apache.kafka.common.message.";
    private static final String THEIR_METADATA = "org.apache.kafka.common.metadata.";

    /// The headers, requests and responses.
    static Stream<Twin> messages() {
        List<Twin> twins = new ArrayList<>();
        twins.add(message("RequestHeader", RequestHeader::read, 1, 2));
        twins.add(message("ResponseHeader", ResponseHeader::read, 0, 1));
        for (ApiKey key : ApiKey.values()) {
            String name = camelCase(key.name());
            int oldest = key.minVersion();
            int newest = key.maxVersion();
            twins.add(message(name + "Request", key::readRequest, oldest, newest));
            twins.add(message(name + "Response", key::readResponse, oldest, newest));
        }
        return twins.stream();
    }

    /// The metadata records. Kafka's classes for them are in another version of its jars.
    static Stream<Twin> metadata() {
        return Arrays.stream(MetadataRecordType.values()).map(Twin::metadata);
    }

    private static Twin metadata(MetadataRecordType type) {
        String name = camelCase(type.name());
        Class<? extends Record> ours = recordClass(METADATA + name);
        Class<?> theirs = anyClass(THEIR_METADATA + name);
        return new Twin(ours, theirs, type::read, type.minVersion(), type.maxVersion());
    }

    private static Twin message(
            String name, StructReader<? extends Message> reader, int oldest, int newest) {
        Class<? extends Record> ours = recordClass(MESSAGES + name);
        return new Twin(ours, anyClass(THEIR_MESSAGES + name + "Data"), reader, oldest, newest);
    }

    IntStream versions() {
        return IntStream.rangeClosed(oldest, newest);
    }

    /// What Kafka says about the fields of a version.
    Schema schema(int version) {
        try {
            return ((Schema[]) theirs.getField("SCHEMAS").get(null))[version];
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    Message read(byte[] bytes, int version) {
        return read(ByteBuffer.wrap(bytes), version);
    }

    Message read(ByteBuffer bytes, int version) {
        WireReader in = new WireReader(bytes);
        Message message = reader.read(in, version);
        in.expectEnd(ours.getSimpleName());
        return message;
    }

    static byte[] write(Message message, int version) {
        ByteBuffer bytes = Payload.of(WireWriter.write(message, version)).joined();
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        return array;
    }

    @Override
    public String toString() {
        return ours.getSimpleName();
    }

    private static String camelCase(String constant) {
        return Arrays.stream(constant.split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    private static Class<? extends Record> recordClass(String name) {
        return anyClass(name).asSubclass(Record.class);
    }

    private static Class<?> anyClass(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
