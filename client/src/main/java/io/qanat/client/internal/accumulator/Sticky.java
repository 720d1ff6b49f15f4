package io.qanat.client.internal.accumulator;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// The partition that records without a key go to for now: one after the other gets a batch's worth
/// of bytes, in random order, so that batches fill quickly and all partitions get the same
/// (KIP-794).
///
/// Only partitions with a leader are chosen, unless none has one. Thread-safe.
final class Sticky {
    /// Written by the loop, read by senders.
    private volatile int[] available;

    /// Written by whoever ends a run; a lost race only means another random choice.
    private volatile int current;

    private final RandomGenerator random;

    /// Begins at partition 0.
    ///
    /// @param random may be called by several threads at once
    Sticky(RandomGenerator random) {
        this.random = random;
        this.available = new int[] {0};
    }

    int current() {
        return current;
    }

    /// Ends the run at `partition`, unless another thread has done so.
    void advance(int partition) {
        int[] choice = available;
        if (partition == current && choice.length > 1) {
            int place = random.nextInt(choice.length);
            current =
                    choice[place] == partition
                            ? choice[(place + 1) % choice.length]
                            : choice[place];
        }
    }

    /// Chooses among these from now on, at least one.
    void choose(int[] partitions) {
        available = partitions;
        int now = current;
        if (Arrays.stream(partitions).noneMatch(partition -> partition == now)) {
            current = partitions[random.nextInt(partitions.length)];
        }
    }
}
