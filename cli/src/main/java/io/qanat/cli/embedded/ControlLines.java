package io.qanat.cli.embedded;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// The lines of one control connection, in UTF-8, each ended by a line feed.
///
/// ```
///   guest                      owner
///   hello 1                →
///                          ←   welcome                  from now on the owner waits for this guest
///   listen 127.0.0.1 9092  →
///                          ←   listening 127.0.0.1 9092   or   error <why>
///   (closes)                                            the guest has left
/// ```
///
/// Reading is confined to one thread, writing to one other.
final class ControlLines implements AutoCloseable {
    static final String HELLO = "hello 1";
    static final String WELCOME = "welcome";
    static final String LISTEN = "listen ";
    static final String LISTENING = "listening ";
    static final String ERROR = "error ";

    private static final int LINE_BYTES_MAX = 4096;

    private final SocketChannel channel;
    private final ByteBuffer input = ByteBuffer.allocate(LINE_BYTES_MAX).limit(0);

    ControlLines(SocketChannel channel) {
        this.channel = channel;
    }

    /// The next line.
    ///
    /// @throws EOFException when the other side has left
    String read() throws IOException {
        var line = new StringBuilder();
        while (line.length() < LINE_BYTES_MAX) {
            if (!input.hasRemaining()) {
                input.clear();
                int count = channel.read(input);
                input.flip();
                if (count < 0) {
                    throw new EOFException("the other side has left");
                }
            }
            int start = input.position();
            while (input.hasRemaining()) {
                if (input.get() == '\n') {
                    return line.append(text(start, input.position() - 1)).toString();
                }
            }
            line.append(text(start, input.position()));
        }
        throw new IOException("a control line above " + LINE_BYTES_MAX + " bytes");
    }

    void write(String line) throws IOException {
        var bytes =
                ByteBuffer.wrap((line.replace('\n', ' ') + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /// An address as the lines carry it, whose host is a number and so has no spaces.
    static String written(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + " " + address.getPort();
    }

    /// The address that ends a line.
    static InetSocketAddress address(String text) throws IOException {
        int space = text.lastIndexOf(' ');
        try {
            return new InetSocketAddress(
                    text.substring(0, space), Integer.parseInt(text.substring(space + 1)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("no address: '" + text + "'", e);
        }
    }

    private String text(int start, int end) {
        return new String(input.array(), start, end - start, StandardCharsets.UTF_8);
    }
}
