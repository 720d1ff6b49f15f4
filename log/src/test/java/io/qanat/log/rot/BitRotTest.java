package io.qanat.log.rot;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import io.qanat.log.disk.MemoryDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Damage of every kind at every place of a small store: wrong bytes are never served, and what the
/// damage did not touch is served at its offset.
///
/// `-Dqanat.sim.rot=all` takes every bit and every length, otherwise a sample is taken.
class BitRotTest {
    private static final boolean ALL = "all".equals(System.getProperty("qanat.sim.rot"));
    private static final long SEED = Long.getLong("qanat.seed", new Random().nextLong());
    private static final int PROBLEMS_MAX = 5;

    private final Map<String, Integer> problems = new TreeMap<>();
    private int trials;

    /// How the folder was left.
    enum Image {
        CLOSED,
        CRASHED;

        RotStore store() {
            var random = new Random(SEED);
            return this == CLOSED ? RotStore.closed(random) : RotStore.crashed(random);
        }
    }

    @ParameterizedTest
    @EnumSource
    void flippedBitIsNeverServed(Image image) throws IOException {
        RotStore store = image.store();
        for (RotFile file : RotFile.all(store)) {
            int step = ALL ? 1 : file.bitStep();
            for (long bit = Math.floorMod(SEED, step); bit < file.bits(); bit += step) {
                flip(store, file, bit);
            }
            if (!ALL) {
                for (long bit : file.headerBits(SEED)) {
                    flip(store, file, bit);
                }
            }
        }
        finish(image);
    }

    /// With one bit wrong, the length of a batch happened to end with the file.
    @Test
    void lengthThatWronglyEndsWithTheFileHidesNothing() throws IOException {
        RotStore store = RotStore.closed(new Random(-3168202202561640392L));
        for (RotFile file : RotFile.all(store)) {
            if (file.path().endsWith("orders-0/00000000000000000054.log")) {
                flip(store, file, 1075 * 8 + 4);
            }
        }
        assertThat(trials).isOne();
        finish(Image.CLOSED);
    }

    private void flip(RotStore store, RotFile file, long bit) throws IOException {
        MemoryDisk damaged = store.disk().copy();
        int at = (int) (bit / 8);
        try (DiskFile open = damaged.open(file.path(), Disk.Access.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            open.readFully(one, at);
            one.put(0, (byte) (one.get(0) ^ (1 << (bit % 8))));
            open.writeFully(one.flip(), at);
        }
        judge(
                store,
                damaged,
                file.harm("bit " + bit % 8 + " of byte " + at + " flipped", at, at + 1));
    }

    @ParameterizedTest
    @EnumSource
    void fileCutShortLosesOnlyWhatWasCut(Image image) throws IOException {
        RotStore store = image.store();
        for (RotFile file : RotFile.all(store)) {
            int step = ALL ? 1 : file.byteStep();
            for (int size = Math.floorMod(SEED, step); size < file.sizeInBytes(); size += step) {
                cut(store, file, size);
            }
            cut(store, file, 0);
            for (int size : file.boundaries()) {
                cut(store, file, size);
            }
        }
        finish(image);
    }

    private void cut(RotStore store, RotFile file, int size) throws IOException {
        MemoryDisk damaged = store.disk().copy();
        try (DiskFile open = damaged.open(file.path(), Disk.Access.WRITE)) {
            open.truncate(size);
        }
        judge(store, damaged, file.harm("cut at " + size, size, file.sizeInBytes()));
    }

    @ParameterizedTest
    @EnumSource
    void missingFileLosesOnlyItsOwn(Image image) throws IOException {
        RotStore store = image.store();
        for (RotFile file : RotFile.all(store)) {
            MemoryDisk damaged = store.disk().copy();
            damaged.delete(file.path());
            judge(store, damaged, file.harm("removal", 0, file.sizeInBytes()));
        }
        finish(image);
    }

    private void judge(RotStore store, MemoryDisk damaged, Harm harm) {
        trials++;
        List<String> found = RotTrial.problems(store, damaged, harm);
        if (!found.isEmpty()) {
            if (problems.size() < PROBLEMS_MAX) {
                System.out.println(harm + ": " + found);
            }
            problems.merge(harm + ": " + found.getFirst(), 1, Integer::sum);
        }
    }

    private void finish(Image image) {
        System.out.println(
                "bit rot "
                        + image
                        + ": "
                        + trials
                        + " trials, "
                        + problems.size()
                        + " with problems");
        assertThat(problems.keySet().stream().limit(PROBLEMS_MAX))
                .as("rerun with -Dqanat.seed=" + SEED)
                .isEmpty();
    }
}
