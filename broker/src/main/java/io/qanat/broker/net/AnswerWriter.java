package io.qanat.broker.net;

import io.qanat.protocol.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Puts one connection's answers on the wire in the order of the requests. Confined to the
/// connection's writer.
///
/// Answers that are known together leave in one gathering write.
final class AnswerWriter {
    private static final int BYTES_PER_WRITE_MAX = 256 * 1024;
    // The kernel takes at most 1024 buffers at once.
    private static final int BUFFERS_PER_WRITE_MAX = 512;

    private final AnswerQueue queue;
    private final GatheringByteChannel channel;
    private final List<ByteBuffer> pending = new ArrayList<>();
    private long pendingBytes;
    private @Nullable String hangup;

    AnswerWriter(AnswerQueue queue, GatheringByteChannel channel) {
        this.queue = queue;
        this.channel = channel;
    }

    /// Writes answers until the queue has ended.
    ///
    /// @return why the connection has to be closed before that, or null
    @Nullable String run() throws IOException, InterruptedException {
        AnswerQueue.Entry entry = queue.take();
        while (entry != null && hangup == null) {
            settle(entry);
            entry = hasRoom() ? queue.takeReady() : null;
            if (entry == null) {
                flush();
                entry = hangup == null ? queue.take() : null;
            }
        }
        flush();
        return hangup;
    }

    private boolean hasRoom() {
        return hangup == null
                && pendingBytes < BYTES_PER_WRITE_MAX
                && pending.size() < BUFFERS_PER_WRITE_MAX;
    }

    private void settle(AnswerQueue.Entry entry) throws IOException, InterruptedException {
        switch (reply(entry)) {
            case Reply.Response response -> append(entry.exchange(), response);
            case Reply.Silence silence -> {}
            case Reply.Hangup cause -> hangup = cause.reason();
        }
    }

    private Reply reply(AnswerQueue.Entry entry) throws IOException, InterruptedException {
        return switch (entry.exchange().answer()) {
            case Answer.Underway underway -> {
                if (!underway.done().isDone()) {
                    flush();
                }
                await(underway.done());
                yield underway.work().reply();
            }
            case Answer.InTurn inTurn -> {
                flush();
                try {
                    yield inTurn.work().reply();
                } finally {
                    entry.lease().release();
                }
            }
        };
    }

    private static void await(CompletableFuture<?> done) throws InterruptedException {
        try {
            Object unused = done.get();
        } catch (ExecutionException failed) {
            // Done all the same; the work turns it into the client's error.
        }
    }

    private void append(Exchange exchange, Reply.Response response) {
        ByteBuffer[] buffers =
                Frame.response(
                        exchange.correlationId(), exchange.responseVersion(), response.body());
        Collections.addAll(pending, buffers);
        for (ByteBuffer buffer : buffers) {
            pendingBytes += buffer.remaining();
        }
    }

    private void flush() throws IOException {
        if (pending.isEmpty()) {
            return;
        }
        ByteBuffer[] buffers = pending.toArray(ByteBuffer[]::new);
        pending.clear();
        int first = 0;
        while (pendingBytes > 0) {
            pendingBytes -= channel.write(buffers, first, buffers.length - first);
            while (first < buffers.length && !buffers[first].hasRemaining()) {
                first++;
            }
        }
    }
}
