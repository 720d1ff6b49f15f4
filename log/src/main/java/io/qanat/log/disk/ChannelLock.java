package io.qanat.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A lock file that this process holds, by the file system's advisory lock. Thread-safe.
///
/// POSIX drops all of a process's locks on a file when the process closes any descriptor of it. So
/// a file that this process has locked must never be opened a second time: [#HELD] is asked first,
/// for locking and for reading the note.
final class ChannelLock implements DiskLock {
    private static final int NOTE_BYTES_MAX = 4096;

    /// The locks of this process, by the file's real path.
    private static final Map<Path, ChannelLock> HELD = new ConcurrentHashMap<>();

    private final Path key;
    private volatile @Nullable FileChannel channel;
    private volatile String note = "";

    private ChannelLock(Path key) {
        this.key = key;
    }

    static Optional<DiskLock> tryLock(Path file) throws IOException {
        var lock = new ChannelLock(keyOf(file));
        if (HELD.putIfAbsent(lock.key, lock) != null) {
            return Optional.empty();
        }
        boolean locked = false;
        try {
            locked = lock.acquire();
        } finally {
            if (!locked) {
                HELD.remove(lock.key);
            }
        }
        return locked ? Optional.of(lock) : Optional.empty();
    }

    /// The note in a lock file: a line that ends with a newline, so that half a note is none.
    static Optional<String> note(Path file) throws IOException {
        ChannelLock held = HELD.get(keyOf(file));
        String content = held == null ? stored(file) : held.note;
        int end = content.indexOf('\n');
        return end <= 0 ? Optional.empty() : Optional.of(content.substring(0, end));
    }

    private static String stored(Path file) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer content = ByteBuffer.allocate(NOTE_BYTES_MAX);
            while (content.hasRemaining() && channel.read(content) >= 0) {
                // Until the end of the file or the bound.
            }
            return StandardCharsets.UTF_8.decode(content.flip()).toString();
        }
    }

    private static Path keyOf(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path parent = absolute.getParent();
        return parent == null || !Files.exists(parent)
                ? absolute
                : parent.toRealPath().resolve(absolute.getFileName());
    }

    private boolean acquire() throws IOException {
        FileChannel opened =
                FileChannel.open(
                        key,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            // A class loader beside ours may hold it in this very process: that is "in use" as
            // well.
            FileLock lock = opened.tryLock();
            locked = lock != null;
        } catch (OverlappingFileLockException e) {
            locked = false;
        } finally {
            if (locked) {
                channel = opened;
            } else {
                opened.close();
            }
        }
        if (locked) {
            note("");
        }
        return locked;
    }

    @Override
    public void note(String text) throws IOException {
        FileChannel opened = channel;
        if (opened == null) {
            throw new IOException("the lock " + key + " was given back");
        }
        String line = text.isEmpty() ? "" : text.replace('\n', ' ') + "\n";
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(line);
        opened.truncate(0);
        opened.write(bytes, 0);
        note = line;
    }

    @Override
    public void close() throws IOException {
        FileChannel opened = channel;
        if (opened == null) {
            return;
        }
        try (opened) {
            note("");
        } finally {
            channel = null;
            HELD.remove(key, this);
        }
    }
}
