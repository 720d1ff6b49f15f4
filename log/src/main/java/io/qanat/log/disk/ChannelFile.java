package io.qanat.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// A file of the computer's own disk. Thread-safe, but a thread that is interrupted while it reads
/// closes the file for all.
final class ChannelFile implements DiskFile {
    /// The JDK copies a heap buffer through a direct one of the same size and keeps it per thread:
    /// pieces bound that memory.
    private static final int PIECE_BYTES_MAX = 256 * 1024;

    private static final long ROOM_BYTES_MIN = 64 * 1024;

    private final Path path;
    private final FileChannel channel;

    ChannelFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// The same error, as a [NoSpaceException] when the disk is full.
    ///
    /// Java has no type for it. The text is the C library's, which may be translated, so that the
    /// room left is asked too.
    static IOException explained(Path path, int bytes, IOException error) {
        String text = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
        boolean full =
                text.contains("no space left") || text.contains("quota") || hasNoRoom(path, bytes);
        return full ? new NoSpaceException("no space left for " + path, error) : error;
    }

    private static boolean hasNoRoom(Path path, int bytes) {
        try {
            Path parent = path.toAbsolutePath().getParent();
            return parent != null
                    && Files.getFileStore(parent).getUsableSpace()
                            < Math.max(bytes, ROOM_BYTES_MIN);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public long sizeInBytes() throws IOException {
        return channel.size();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        int limit = target.limit();
        target.limit(pieceEnd(target));
        try {
            return channel.read(target, position);
        } catch (IOException e) {
            throw named(e);
        } finally {
            target.limit(limit);
        }
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        int limit = source.limit();
        source.limit(pieceEnd(source));
        try {
            return channel.write(source, position);
        } catch (IOException e) {
            throw named(explained(path, source.remaining(), e));
        } finally {
            source.limit(limit);
        }
    }

    /// The system's own errors do not say which file they are about.
    private IOException named(IOException error) {
        return error.getClass() == IOException.class
                ? new IOException(path + ": " + error.getMessage(), error)
                : error;
    }

    private static int pieceEnd(ByteBuffer buffer) {
        return buffer.isDirect()
                ? buffer.limit()
                : Math.min(buffer.limit(), buffer.position() + PIECE_BYTES_MAX);
    }

    @Override
    public void truncate(long sizeBytes) throws IOException {
        channel.truncate(sizeBytes);
    }

    @Override
    public void force() throws IOException {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw named(e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
