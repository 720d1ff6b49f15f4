package io.qanat.client.pattern;

import io.qanat.client.consumer.ConsumedRecord;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.record.RecordHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A dead letter to be sent. Immutable, as far as the arrays are.
///
/// @param isWhole whether key and value are there to their ends
record Letter(ProducerRecord<byte[], byte[]> record, boolean isWhole) {
    /// What is kept of a key, of a value, and of all the headers of a record that is too large.
    static final int KEPT_BYTES_MAX = 16 * 1024;

    /// The letter of a record that was sent.
    ///
    /// @param topic the dead-letter topic
    /// @param why what became of the record
    static Letter of(Encoding.Encoded encoded, String topic, Outcome why) {
        ProducerRecord<byte[], byte[]> dead = encoded.record();
        var headers = new ArrayList<RecordHeader>();
        add(headers, LetterHeaders.TOPIC, dead.topic());
        add(headers, LetterHeaders.PARTITION, dead.partition());
        add(headers, LetterHeaders.TIMESTAMP, dead.timestamp());
        switch (why) {
            case Outcome.NotPersisted(var cause, var timeline) -> {
                add(headers, LetterHeaders.PERSISTED, "no");
                addCause(headers, cause);
            }
            case Outcome.PossiblyPersisted(var cause, var timeline) -> {
                add(headers, LetterHeaders.PERSISTED, "possibly");
                addCause(headers, cause);
            }
            case Outcome.Delivered delivered ->
                    throw new IllegalArgumentException("delivered: " + delivered);
        }
        encoded.trouble().ifPresent(e -> add(headers, LetterHeaders.PAYLOAD, LetterHeaders.TEXT));
        return letter(topic, dead.key(), dead.value(), dead.headers(), headers);
    }

    /// The letter of a record that was read and cannot be processed.
    static Letter of(ConsumedRecord dead, String topic, Throwable why) {
        var headers = new ArrayList<RecordHeader>();
        add(headers, LetterHeaders.TOPIC, dead.topic());
        add(headers, LetterHeaders.PARTITION, dead.partition());
        add(headers, LetterHeaders.OFFSET, dead.offset());
        add(headers, LetterHeaders.TIMESTAMP, dead.timestamp() < 0 ? null : dead.timestamp());
        addCause(headers, why);
        return letter(topic, dead.key(), dead.value(), dead.headers(), headers);
    }

    /// The beginning of it, which any request can carry.
    Letter cut() {
        var own = record.headers().stream().filter(header -> !isOurs(header)).toList();
        var ours = new ArrayList<RecordHeader>();
        record.headers().stream().filter(Letter::isOurs).forEach(ours::add);
        add(ours, LetterHeaders.PAYLOAD, LetterHeaders.CUT);
        return new Letter(
                record(
                        record.topic(),
                        beginning(record.key()),
                        beginning(record.value()),
                        size(own) > KEPT_BYTES_MAX ? List.of() : own,
                        ours),
                false);
    }

    private static Letter letter(
            String topic,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<RecordHeader> own,
            List<RecordHeader> ours) {
        int replays = LetterHeaders.replays(own);
        if (replays > 0) {
            add(ours, LetterHeaders.REPLAYS, replays);
        }
        var kept = own.stream().filter(header -> !isOurs(header)).toList();
        return new Letter(record(topic, key, value, kept, ours), true);
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<RecordHeader> own,
            List<RecordHeader> ours) {
        var headers = new ArrayList<>(own);
        headers.addAll(ours);
        return new ProducerRecord<>(topic, null, null, key, value, List.copyOf(headers));
    }

    private static void addCause(List<RecordHeader> headers, Throwable cause) {
        var reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        // An application's own exception may quote the whole record.
        int end = Math.min(reason.length(), KEPT_BYTES_MAX);
        add(headers, LetterHeaders.REASON, reason.substring(0, end));
        add(headers, LetterHeaders.EXCEPTION, cause.getClass().getName());
    }

    private static void add(List<RecordHeader> headers, String name, @Nullable Object value) {
        if (value != null) {
            headers.add(LetterHeaders.of(name, value.toString()));
        }
    }

    private static boolean isOurs(RecordHeader header) {
        return header.key().startsWith(LetterHeaders.PREFIX);
    }

    private static long size(List<RecordHeader> headers) {
        long size = 0;
        for (var header : headers) {
            ByteBuffer value = header.value();
            size += header.key().length() + (value == null ? 0 : value.remaining());
        }
        return size;
    }

    private static byte @Nullable [] beginning(byte @Nullable [] bytes) {
        return bytes == null || bytes.length <= KEPT_BYTES_MAX
                ? bytes
                : Arrays.copyOf(bytes, KEPT_BYTES_MAX);
    }
}
