package io.qanat.client.internal.net;

import io.qanat.client.ClientException;
import io.qanat.client.ConnectionLostException;
import io.qanat.client.Endpoint;
import io.qanat.client.IncompatibleBrokerException;
import io.qanat.client.internal.connection.Wire;
import io.qanat.client.internal.connection.WireEvents;
import io.qanat.protocol.FrameAssembler;
import io.qanat.protocol.ProtocolException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One socket, over TCP or in the Unix domain. Confined to the client's loop.
final class SocketWire implements Wire {
    private static final System.Logger LOGGER = System.getLogger(SocketWire.class.getName());

    /// Reads in one turn of the loop, so that one busy broker does not keep the others waiting.
    private static final int READS_PER_TURN_MAX = 8;

    private final ClientLoop loop;
    private final Endpoint endpoint;
    private final WireEvents events;
    private final FrameAssembler assembler = new FrameAssembler(FrameAssembler.FRAME_BYTES_MAX);
    private final Outbound outbound = new Outbound();
    private final ArrayDeque<SocketAddress> untried = new ArrayDeque<>();
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private boolean isOpen;
    private boolean isClosed;

    SocketWire(ClientLoop loop, Endpoint endpoint, WireEvents events) {
        this.loop = loop;
        this.endpoint = endpoint;
        this.events = events;
    }

    @Override
    public void send(ByteBuffer[] bytes) {
        if (outbound.isEmpty()) {
            loop.flushLater(this);
        }
        outbound.add(bytes);
    }

    @Override
    public void close() {
        isClosed = true;
        outbound.clear();
        closeChannel();
    }

    /// Connects to the first of the addresses that accepts.
    void connect(List<? extends SocketAddress> addresses, long nowNanos) {
        untried.addAll(addresses);
        connectNext(null, nowNanos);
    }

    void fail(ClientException cause, long nowNanos) {
        if (!isClosed) {
            close();
            events.lost(cause, nowNanos);
        }
    }

    /// Handles what the selector found.
    void selected(long nowNanos) {
        SelectionKey selected = key;
        if (isClosed || selected == null || !selected.isValid()) {
            return;
        }
        int ready = selected.readyOps();
        if ((ready & SelectionKey.OP_CONNECT) != 0) {
            finishConnect(nowNanos);
            return;
        }
        if ((ready & SelectionKey.OP_READ) != 0) {
            read(nowNanos);
        }
        if ((ready & SelectionKey.OP_WRITE) != 0 && !isClosed) {
            flush(nowNanos);
        }
    }

    /// Writes what waits, as far as the socket takes it.
    void flush(long nowNanos) {
        SocketChannel open = channel;
        if (open == null || !isOpen) {
            return;
        }
        try {
            while (!outbound.isEmpty()) {
                long bytes = outbound.writeTo(open);
                if (bytes == 0) {
                    break;
                }
                events.written(bytes, nowNanos);
            }
            watch(
                    outbound.isEmpty()
                            ? SelectionKey.OP_READ
                            : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        } catch (IOException e) {
            fail(lost(e), nowNanos);
        }
    }

    private void connectNext(@Nullable IOException last, long nowNanos) {
        if (isClosed) {
            return;
        }
        SocketAddress address = untried.pollFirst();
        if (address == null) {
            fail(Reasons.unreachable(endpoint, last), nowNanos);
            return;
        }
        try {
            SocketChannel opened = open(address);
            channel = opened;
            key = loop.register(opened, this, SelectionKey.OP_CONNECT);
            if (opened.connect(address)) {
                connected(nowNanos);
            }
        } catch (IOException e) {
            closeChannel();
            connectNext(e, nowNanos);
        }
    }

    private static SocketChannel open(SocketAddress address) throws IOException {
        boolean isUnix = address instanceof UnixDomainSocketAddress;
        SocketChannel opened =
                isUnix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
        try {
            opened.configureBlocking(false);
            if (!isUnix) {
                opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
                opened.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            }
            return opened;
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    private void finishConnect(long nowNanos) {
        try {
            if (channel != null && channel.finishConnect()) {
                connected(nowNanos);
            }
        } catch (IOException e) {
            closeChannel();
            connectNext(e, nowNanos);
        }
    }

    private void connected(long nowNanos) {
        isOpen = true;
        untried.clear();
        watch(SelectionKey.OP_READ);
        events.opened(nowNanos);
    }

    private void read(long nowNanos) {
        SocketChannel open = channel;
        try {
            for (int i = 0; i < READS_PER_TURN_MAX && open != null && !isClosed; i++) {
                ByteBuffer space = assembler.space();
                int room = space.remaining();
                int count = open.read(space);
                if (count < 0) {
                    fail(lost(null), nowNanos);
                } else if (count > 0) {
                    deliver(nowNanos);
                }
                // A read that did not fill the buffer has drained the socket.
                if (count < room) {
                    return;
                }
            }
        } catch (IOException e) {
            fail(lost(e), nowNanos);
        } catch (ProtocolException e) {
            fail(
                    new IncompatibleBrokerException(endpoint, String.valueOf(e.getMessage()), e),
                    nowNanos);
        }
    }

    private void deliver(long nowNanos) {
        Optional<ByteBuffer> frame = assembler.next();
        while (frame.isPresent() && !isClosed) {
            events.received(frame.get(), nowNanos);
            frame = assembler.next();
        }
    }

    private ClientException lost(@Nullable IOException cause) {
        String reason = cause == null ? "closed by the broker" : Reasons.text(cause);
        return new ConnectionLostException(
                endpoint,
                assembler.isMidFrame() ? reason + " in the middle of an answer" : reason,
                cause);
    }

    private void watch(int operations) {
        if (key != null && key.isValid() && key.interestOps() != operations) {
            key.interestOps(operations);
            loop.changed();
        }
    }

    private void closeChannel() {
        isOpen = false;
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // The descriptor is gone either way, and nobody waits for this socket any more.
                LOGGER.log(System.Logger.Level.DEBUG, "closing failed endpoint=" + endpoint, e);
            }
            channel = null;
            key = null;
            loop.changed();
        }
    }
}
