package io.qanat.broker.net;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One client's connection. Thread-safe: the reader and the writer each run one method, anyone may
/// finish it.
///
/// ```
/// open ──peer closes, broker closes, or bad bytes──▶ draining ──last answer is out──▶ closed
///   └──────────────a write fails, or a hang-up is the answer──────────────────────────▲
/// ```
final class Connection {
    private final SocketChannel channel;
    private final String remote;
    private final Peer peer;
    private final boolean isGuest;
    private final FrameReader frames;
    private final RequestMemory memory;
    private final Dispatcher dispatcher;
    private final AnswerQueue queue;
    private final Activity activity;

    Connection(SocketChannel channel, Door door, Peer peer, boolean isGuest) {
        NetLimits limits = door.limits();
        this.channel = channel;
        this.remote = remote(channel);
        this.peer = peer;
        this.isGuest = isGuest;
        this.frames = new FrameReader(channel, limits.requestBytesMax());
        this.memory = door.memory();
        this.dispatcher = door.dispatcher();
        this.queue = new AnswerQueue(limits.requestsQueuedMax(), limits.bytesQueuedMax());
        this.activity = new Activity(door.nanoTime());
    }

    /// What the peer does.
    Activity activity() {
        return activity;
    }

    /// Whether the client came in by a Unix-domain socket.
    boolean isGuest() {
        return isGuest;
    }

    /// Reads requests until there are no more. The reader's whole life.
    void read() {
        try {
            while (readOne()) {}
        } catch (FrameException | RequestException refused) {
            ConnectionEvents.refused(remote, Objects.toString(refused.getMessage()));
        } catch (IOException gone) {
            ConnectionEvents.lost(remote, gone);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            drain();
        }
    }

    private boolean readOne() throws IOException, InterruptedException {
        queue.awaitRoom();
        int size = frames.nextSize();
        if (size == FrameReader.END) {
            return false;
        }
        Lease lease = memory.lease(size);
        boolean isTaken = false;
        try {
            if (receive(lease)) {
                isTaken = take(lease);
            }
        } finally {
            if (!isTaken) {
                lease.release();
            }
        }
        return isTaken;
    }

    private boolean receive(Lease lease) throws IOException {
        activity.begins();
        boolean isWhole = frames.read(lease.bytes());
        activity.ends();
        return isWhole;
    }

    // Whether the memory is in other hands from here on.
    private boolean take(Lease lease) {
        Exchange exchange = dispatcher.dispatch(lease.bytes(), peer);
        boolean isQueued = queue.add(new AnswerQueue.Entry(exchange, lease));
        if (exchange.answer() instanceof Answer.Underway underway) {
            // The work itself gives the memory back, whatever becomes of this connection.
            var unused = underway.done().whenComplete((done, failure) -> lease.release());
            return true;
        }
        return isQueued;
    }

    /// Writes answers until the last one is out, then closes. The writer's whole life.
    void write() {
        try (channel) {
            String hangup = new AnswerWriter(queue, channel).run();
            if (hangup != null) {
                ConnectionEvents.hungUp(remote, hangup);
            }
        } catch (IOException gone) {
            ConnectionEvents.lost(remote, gone);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            drain();
            queue.abandon();
        }
    }

    /// Stops reading; what was read is still answered, without waiting for new records.
    void finish() {
        try {
            channel.shutdownInput();
        } catch (IOException closed) {
            // Closed already: the goal is reached.
        }
        drain();
    }

    /// Closes at once; answers that are not out are lost.
    void abort() {
        try {
            channel.close();
        } catch (IOException closed) {
            ConnectionEvents.lost(remote, closed);
        }
        drain();
    }

    private void drain() {
        queue.end();
        peer.bell().silenceForGood();
    }

    private static String remote(SocketChannel channel) {
        try {
            @Nullable Object address = channel.getRemoteAddress();
            return address == null || address.toString().isEmpty() ? "guest" : address.toString();
        } catch (IOException closed) {
            return "closed";
        }
    }
}
