package io.qanat.bench.log.variant;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// One shared write-ahead log of recycled files; segments are synced behind it by one thread, a
/// file at a time.
final class WalSync implements GroupSync {
    private static final int FILES = 8;
    private static final int FILE_BYTES = 1 << 26;
    private static final int STAGING_BYTES = 1 << 20;
    private static final int HEADER_BYTES = 96;

    // guards: everything but the syncs
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final ByteBuffer staging = ByteBuffer.allocateDirect(STAGING_BYTES);
    private final Deque<WalRing> free = new ArrayDeque<>();
    private final Set<DiskFile> unsynced = new HashSet<>();
    private final Intake<WalRing> full = new Intake<>();
    private final Thread checkpoints = new Thread(this::checkpoint, "bench-checkpoint");
    private WalRing current;
    private long lsn;

    /// One file of the write-ahead log.
    private static final class WalRing {
        final DiskFile file;
        final Set<Partition> partitions = new LinkedHashSet<>();
        int position;
        boolean handedOver;

        WalRing(DiskFile file) {
            this.file = file;
        }
    }

    WalSync(Disk disk, Path folder) throws IOException {
        for (int i = 0; i < FILES; i++) {
            DiskFile file = disk.open(folder.resolve(i + ".wal"), Disk.Access.WRITE);
            for (int position = 0; position < FILE_BYTES; position += STAGING_BYTES) {
                file.writeFully(ByteBuffer.allocateDirect(STAGING_BYTES), position);
            }
            file.force();
            free.add(new WalRing(file));
        }
        this.current = free.removeFirst();
        checkpoints.start();
    }

    @Override
    public void written(Partition partition, long baseOffset, ByteBuffer batches)
            throws IOException {
        lock.lock();
        try {
            int bytes = HEADER_BYTES + batches.remaining();
            makeRoom(bytes);
            header(partition, baseOffset, batches);
            staging.put(batches.duplicate());
            current.partitions.add(partition);
        } finally {
            lock.unlock();
        }
    }

    private void header(Partition partition, long baseOffset, ByteBuffer batches) {
        int start = staging.position();
        staging.putInt(0).putInt(batches.remaining()).putLong(lsn++).putLong(baseOffset);
        staging.putLong(partition.highWatermark()).putInt(partition.name.hashCode());
        staging.position(start + HEADER_BYTES);
        var crc = new CRC32C();
        crc.update(staging.slice(start + 4, HEADER_BYTES - 4));
        staging.putInt(start, (int) crc.getValue());
    }

    private void flush() throws IOException {
        if (staging.position() > 0) {
            int bytes = staging.flip().remaining();
            current.file.writeFully(staging, current.position);
            current.position += bytes;
            unsynced.add(current.file);
            staging.clear();
        }
    }

    /// Others may stage while this waits for a free file: looked at again after each wait.
    private void makeRoom(int bytes) throws IOException {
        while (true) {
            if (bytes > staging.remaining()) {
                flush();
            }
            if (current.position + staging.position() + bytes <= FILE_BYTES) {
                return;
            }
            flush();
            if (!current.handedOver) {
                current.handedOver = true;
                full.put(current);
            }
            WalRing next = free.pollFirst();
            if (next == null) {
                freed.awaitUninterruptibly();
            } else {
                next.position = 0;
                next.handedOver = false;
                next.partitions.clear();
                current = next;
            }
        }
    }

    @Override
    public void sync(Set<Partition> partitions) throws IOException {
        Set<DiskFile> files;
        lock.lock();
        try {
            flush();
            files = Set.copyOf(unsynced);
            unsynced.clear();
        } finally {
            lock.unlock();
        }
        for (DiskFile file : files) {
            file.force();
        }
    }

    private void checkpoint() {
        @Nullable IOException failure = null;
        for (var rings = full.take(); !rings.isEmpty() && failure == null; rings = full.take()) {
            try {
                for (WalRing ring : rings) {
                    for (Partition partition : ring.partitions) {
                        partition.sync();
                    }
                }
            } catch (IOException e) {
                failure = e;
            }
            lock.lock();
            try {
                free.addAll(rings);
                freed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public void close() throws IOException {
        full.close();
        try {
            checkpoints.join();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        current.file.close();
        for (WalRing ring : free) {
            ring.file.close();
        }
    }
}
