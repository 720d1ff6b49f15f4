package io.qanat.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// A disk that counts, in front of another one, and fails syncs when it is told to. Thread-safe.
final class CountingDisk implements Disk {
    private final Disk disk;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger openMost = new AtomicInteger();
    private final AtomicInteger openings = new AtomicInteger();
    private final AtomicInteger closedInUse = new AtomicInteger();

    /// The names of the files that were synced.
    final Set<String> synced = ConcurrentHashMap.newKeySet();

    volatile boolean failsForces;

    CountingDisk(Disk disk) {
        this.disk = disk;
    }

    /// The most files that were open at once.
    int openMost() {
        return openMost.get();
    }

    /// The files that are open now.
    int openNow() {
        return open.get();
    }

    /// How often a file was opened.
    int openings() {
        return openings.get();
    }

    /// How often a file was closed while somebody used it.
    int closedInUse() {
        return closedInUse.get();
    }

    @Override
    public DiskFile open(Path file, Access access) throws IOException {
        DiskFile opened = disk.open(file, access);
        openings.incrementAndGet();
        openMost.accumulateAndGet(open.incrementAndGet(), Math::max);
        return new CountedFile(opened, String.valueOf(file.getFileName()));
    }

    /// A file of this disk.
    private final class CountedFile implements DiskFile {
        private final DiskFile file;
        private final String name;
        private final AtomicInteger users = new AtomicInteger();
        private final AtomicBoolean closed = new AtomicBoolean();

        CountedFile(DiskFile file, String name) {
            this.file = file;
            this.name = name;
        }

        @Override
        public long sizeInBytes() throws IOException {
            return file.sizeInBytes();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            users.incrementAndGet();
            try {
                return file.read(target, position);
            } finally {
                users.decrementAndGet();
            }
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            users.incrementAndGet();
            try {
                return file.write(source, position);
            } finally {
                users.decrementAndGet();
            }
        }

        @Override
        public void truncate(long sizeBytes) throws IOException {
            file.truncate(sizeBytes);
        }

        @Override
        public void force() throws IOException {
            synced.add(name);
            if (failsForces) {
                throw new IOException("injected: sync of " + name);
            }
            file.force();
        }

        @Override
        public void close() throws IOException {
            if (closed.compareAndSet(false, true)) {
                closedInUse.addAndGet(users.get());
                open.decrementAndGet();
                file.close();
            }
        }
    }

    @Override
    public boolean exists(Path path) {
        return disk.exists(path);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public boolean isDirectory(Path path) {
        return disk.isDirectory(path);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        disk.createDirectory(directory);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        disk.delete(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        disk.syncDirectory(directory);
    }

    @Override
    public Optional<DiskLock> tryLock(Path file) throws IOException {
        return disk.tryLock(file);
    }

    @Override
    public Optional<String> lockNote(Path file) throws IOException {
        return disk.lockNote(file);
    }
}
