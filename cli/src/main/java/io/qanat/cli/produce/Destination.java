package io.qanat.cli.produce;

import io.qanat.client.producer.ProducerRecord;
import io.qanat.record.RecordHeader;
import java.nio.ByteBuffer;
import java.util.List;

/// Where lines go, and what all their records have in common. Immutable.
///
/// @param topic the topic's name
/// @param placement which partition each record goes to
/// @param shape what of a line is key and value
/// @param headers of every record
public record Destination(
        String topic, Placement placement, LineShape shape, List<RecordHeader> headers) {
    /// Copies its headers.
    public Destination {
        headers = List.copyOf(headers);
    }

    ProducerRecord<byte[], byte[]> record(LineShape.Parts parts) {
        var key = parts.key();
        return new ProducerRecord<>(
                topic,
                placement.next(),
                null,
                key == null ? null : bytes(key),
                bytes(parts.value()),
                headers);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.get(buffer.position(), bytes);
        return bytes;
    }
}
