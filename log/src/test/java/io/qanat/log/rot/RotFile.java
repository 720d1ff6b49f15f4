package io.qanat.log.rot;

import io.qanat.log.TopicPartition;
import io.qanat.log.disk.MemoryDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/// One file of a store, with what lies where in it. Immutable.
///
/// @param path where it is
/// @param sizeInBytes its size
/// @param batches the base offsets of the batches in it, by their positions; none in a side file
record RotFile(Path path, int sizeInBytes, NavigableMap<Integer, Long> batches) {
    private static final int SIZE_BYTES_MAX = 1 << 24;
    private static final int SIDE_BYTES_MAX = 1000;
    private static final int PLACE_BYTES = 21;

    /// Of a side file and of headers every so many bits are flipped, of records few: they are all
    /// alike.
    private static final int SIDE_BIT_STEP = 23;

    private static final int HEADER_BIT_STEP = 13;
    private static final int RECORD_BIT_STEP = 1597;

    /// All files of a store.
    static List<RotFile> all(RotStore store) throws IOException {
        var files = new ArrayList<RotFile>();
        add(store.disk(), RotStore.ROOT, files);
        return files;
    }

    private static void add(MemoryDisk disk, Path folder, List<RotFile> files) throws IOException {
        for (String name : disk.list(folder)) {
            Path path = folder.resolve(name);
            if (disk.isDirectory(path)) {
                add(disk, path, files);
            } else {
                ByteBuffer content = disk.content(path, SIZE_BYTES_MAX);
                files.add(new RotFile(path, content.remaining(), batches(name, content)));
            }
        }
    }

    private static NavigableMap<Integer, Long> batches(String name, ByteBuffer content) {
        var batches = new TreeMap<Integer, Long>();
        if (name.endsWith(".log")) {
            for (int at = 0; at < content.limit(); at += content.getInt(at + 8) + 12) {
                batches.put(at, content.getLong(at));
            }
        }
        return batches;
    }

    long bits() {
        return 8L * sizeInBytes;
    }

    int bitStep() {
        return sizeInBytes < SIDE_BYTES_MAX ? SIDE_BIT_STEP : RECORD_BIT_STEP;
    }

    int byteStep() {
        return sizeInBytes < SIDE_BYTES_MAX ? SIDE_BIT_STEP : RECORD_BIT_STEP / 8;
    }

    /// Bits of the fields that no checksum covers, and of the checksum.
    List<Long> headerBits(long seed) {
        var bits = new ArrayList<Long>();
        for (int position : batches.keySet()) {
            long first = 8L * position;
            long start = first + Math.floorMod(seed + position, HEADER_BIT_STEP);
            for (long bit = start; bit < first + 8 * PLACE_BYTES; bit += HEADER_BIT_STEP) {
                bits.add(bit);
            }
        }
        return bits;
    }

    /// Where batches begin.
    Set<Integer> boundaries() {
        return batches.keySet();
    }

    /// The harm that is done by changing bytes of it.
    Harm harm(String what, int from, int to) {
        var touched = new HashSet<Harm.BatchAt>();
        if (!batches.isEmpty()) {
            Integer first = batches.floorKey(from);
            batches.subMap(first == null ? from : first, to)
                    .values()
                    .forEach(offset -> touched.add(new Harm.BatchAt(partition(), offset)));
        }
        return new Harm(path, what, touched);
    }

    private TopicPartition partition() {
        String name = String.valueOf(path.getName(path.getNameCount() - 2));
        int dash = name.lastIndexOf('-');
        return new TopicPartition(
                name.substring(0, dash), Integer.parseInt(name.substring(dash + 1)));
    }
}
