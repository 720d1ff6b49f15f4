package io.qanat.cli.produce;

import io.qanat.client.producer.ProducerRecord;
import io.qanat.record.RecordHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where lines go, and what all their records have in common. Immutable.
///
/// @param topic the topic's name
/// @param partition where each record goes; null where the producer's partitioner says
/// @param shape what of a line is key and value
/// @param headers of every record
public record Destination(
        String topic, @Nullable Integer partition, Shape shape, List<RecordHeader> headers) {
    /// Copies its headers.
    public Destination {
        headers = List.copyOf(headers);
    }

    ProducerRecord<byte[], byte[]> record(Parts parts) {
        return new ProducerRecord<>(
                topic,
                partition,
                null,
                bytes(parts.key()),
                bytes(parts.value()),
                headers(parts.headers()));
    }

    private List<RecordHeader> headers(List<RecordHeader> own) {
        if (own.isEmpty() || headers.isEmpty()) {
            return own.isEmpty() ? headers : own;
        }
        var all = new ArrayList<>(own);
        all.addAll(headers);
        return all;
    }

    private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        var bytes = new byte[buffer.remaining()];
        buffer.get(buffer.position(), bytes);
        return bytes;
    }
}
