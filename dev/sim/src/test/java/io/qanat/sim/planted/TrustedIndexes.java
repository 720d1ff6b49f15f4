package io.qanat.sim.planted;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/// The bug of a log that trusts its index files after a crash: nothing syncs them, and whatever is
/// found in them has the right sums.
///
/// ```
/// N.sums   | version 1 | offset pairs | their crc | time pairs | their crc | max timestamp i64 | its offset | crc |
/// ```
final class TrustedIndexes extends DiskDecorator {
    private static final String SUMS = ".sums";
    private static final String OFFSETS = ".index";
    private static final String TIMES = ".timeindex";
    private static final int OFFSET_PAIR_BYTES = 8;
    private static final int TIME_PAIR_BYTES = 12;
    private static final int SUMS_BYTES = 36;
    private static final int FILE_BYTES_MAX = 1 << 20;

    TrustedIndexes(Disk disk) {
        super(disk);
    }

    @Override
    void force(Path path, DiskFile file) throws IOException {
        if (!isNamed(path, OFFSETS) && !isNamed(path, TIMES)) {
            file.force();
        }
    }

    @Override
    public boolean exists(Path path) {
        return isNamed(path, SUMS)
                ? super.exists(sibling(path, OFFSETS)) && super.exists(sibling(path, TIMES))
                : super.exists(path);
    }

    @Override
    public DiskFile open(Path path, Access access) throws IOException {
        if (access == Access.READ && isNamed(path, SUMS)) {
            try (DiskFile file = super.open(path, Access.WRITE)) {
                file.writeFully(sums(path), 0);
            }
        }
        return super.open(path, access);
    }

    private ByteBuffer sums(Path path) throws IOException {
        ByteBuffer offsets = content(sibling(path, OFFSETS), FILE_BYTES_MAX);
        ByteBuffer times = content(sibling(path, TIMES), FILE_BYTES_MAX);
        ByteBuffer sums = ByteBuffer.allocate(SUMS_BYTES).putInt(1);
        int pairs = times.limit() / TIME_PAIR_BYTES;
        int last = (pairs - 1) * TIME_PAIR_BYTES;
        sums.putInt(offsets.limit() / OFFSET_PAIR_BYTES).putInt(crc(offsets));
        sums.putInt(pairs).putInt(crc(times));
        sums.putLong(pairs == 0 ? -1 : times.getLong(last));
        sums.putInt(pairs == 0 ? 0 : times.getInt(last + Long.BYTES));
        return sums.putInt(crc(sums.slice(0, sums.position()))).flip();
    }

    private static int crc(ByteBuffer bytes) {
        var crc = new CRC32C();
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }

    private static boolean isNamed(Path path, String suffix) {
        return path.toString().endsWith(suffix);
    }

    private static Path sibling(Path sums, String suffix) {
        String name = String.valueOf(sums.getFileName());
        return sums.resolveSibling(name.substring(0, name.length() - SUMS.length()) + suffix);
    }
}
