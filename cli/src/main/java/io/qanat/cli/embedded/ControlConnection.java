package io.qanat.cli.embedded;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// A guest's connection to the owner of its folder: open as long as the guest is there.
/// Thread-safe.
final class ControlConnection implements AutoCloseable {
    private static final long ANSWER_SECONDS_MAX = 10;

    private final ControlLines lines;
    private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(1);
    private volatile boolean isLeaving;

    private ControlConnection(ControlLines lines) {
        this.lines = lines;
    }

    /// Enters where an owner listens; empty when there is none, or one that is about to leave.
    ///
    /// @param onLoss runs on a thread of its own when the owner is gone
    static Optional<ControlConnection> enter(Path path, Runnable onLoss) {
        try {
            var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(path));
                var lines = new ControlLines(channel);
                lines.write(ControlLines.HELLO);
                if (ControlLines.WELCOME.equals(lines.read())) {
                    var connection = new ControlConnection(lines);
                    Thread.ofPlatform()
                            .daemon()
                            .name("qanat-guest")
                            .start(() -> connection.listen(onLoss));
                    return Optional.of(connection);
                }
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            // Nobody there, or no longer: the caller tries for the folder itself.
            return Optional.empty();
        }
    }

    /// Asks the owner to open a TCP listener.
    InetSocketAddress listen(InetSocketAddress address) throws IOException, InterruptedException {
        lines.write(ControlLines.LISTEN + ControlLines.written(address));
        var answer = answers.poll(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        if (answer == null) {
            throw new EOFException("the process that owns the data folder does not answer");
        }
        if (!answer.startsWith(ControlLines.LISTENING)) {
            throw new IOException(
                    answer.startsWith(ControlLines.ERROR)
                            ? answer.substring(ControlLines.ERROR.length())
                            : answer);
        }
        return ControlLines.address(answer.substring(ControlLines.LISTENING.length()));
    }

    /// Leaves.
    @Override
    public void close() throws IOException {
        isLeaving = true;
        lines.close();
    }

    private void listen(Runnable onLoss) {
        try {
            while (true) {
                answers.put(lines.read());
            }
        } catch (IOException e) {
            if (!isLeaving) {
                onLoss.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
