package io.qanat.cli.produce;

import io.qanat.cli.text.JsonBytes;
import io.qanat.cli.text.JsonText;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.record.RecordHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The file of all lines that were not, or not surely, delivered, each as a JSON object that can be
/// produced again. Thread-safe.
///
/// `{"source":"stdin","line":7,"persisted":"no","reason":"…","headers":["name","value"],
/// "key":"…","payload":"…"}`; `"persisted":"possibly"` may be in the topic as well. A line that is
/// no record has `text` instead of `headers`, `key` and `payload`. Letters are added behind what is
/// in the file, and are on the disk when it is closed.
public final class DeadLetters implements OutcomeSink, AutoCloseable {
    private final Path file;

    // guards: channel, trouble, unwrittenCount
    private final ReentrantLock lock = new ReentrantLock();
    private final FileChannel channel;
    private @Nullable IOException trouble;
    private long unwrittenCount;

    private DeadLetters(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// Opens the file, which is made unless it is there.
    public static DeadLetters open(Path file) throws IOException {
        return new DeadLetters(
                file, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    @Override
    public boolean keepsRecords() {
        return true;
    }

    @Override
    public void delivered(Origin origin, Outcome.Delivered delivered) {}

    @Override
    public void failed(Failure failure) {
        var persisted = failure.isPossiblyPersisted() ? "possibly" : "no";
        var record = failure.record();
        write(
                JsonReport.withReason(failure.origin(), persisted, failure.cause())
                        + (record == null ? "" : content(record))
                        + "}\n");
    }

    @Override
    public void refused(Origin origin, @Nullable ByteBuffer line, String cause) {
        write(
                JsonReport.withReason(origin, "no", cause)
                        + ",\"text\":"
                        + JsonBytes.written(line)
                        + "}\n");
    }

    /// What could not be written, for the user.
    public Optional<String> trouble() {
        lock.lock();
        try {
            return trouble == null
                    ? Optional.empty()
                    : Optional.of(
                            "%s: %s; lines that are in neither: %d"
                                    .formatted(file, trouble.getMessage(), unwrittenCount));
        } finally {
            lock.unlock();
        }
    }

    /// Makes the letters durable. A file without any goes.
    @Override
    public void close() {
        lock.lock();
        try (channel) {
            channel.force(true);
            if (channel.size() == 0) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            trouble = e;
        } finally {
            lock.unlock();
        }
    }

    private static String content(ProducerRecord<byte[], byte[]> record) {
        var headers = new StringBuilder();
        for (RecordHeader header : record.headers()) {
            headers.append(headers.isEmpty() ? ",\"headers\":[" : ",")
                    .append(JsonText.quoted(header.key()))
                    .append(",")
                    .append(JsonBytes.written(header.value()));
        }
        return (headers.isEmpty() ? "" : headers.append("]"))
                + ",\"key\":"
                + JsonBytes.written(buffer(record.key()))
                + ",\"payload\":"
                + JsonBytes.written(buffer(record.value()));
    }

    private static @Nullable ByteBuffer buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }

    private void write(String letter) {
        var bytes = StandardCharsets.UTF_8.encode(letter);
        lock.lock();
        try {
            append(bytes);
        } catch (IOException e) {
            trouble = e;
            unwrittenCount++;
        } finally {
            lock.unlock();
        }
    }

    /// A letter is there whole or not at all.
    private void append(ByteBuffer letter) throws IOException {
        long end = channel.size();
        try {
            while (letter.hasRemaining()) {
                channel.write(letter);
            }
        } catch (IOException e) {
            channel.truncate(end);
            throw e;
        }
    }
}
