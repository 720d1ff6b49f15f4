package io.qanat.client.internal.routing;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;

/// The partition that records without a key go to for now: one after the other gets a batch's worth
/// of bytes, in random order, so that batches fill quickly (KIP-794).
///
/// All available partitions get the same; or, if it is adaptive, a partition gets the less the more
/// of its batches wait to be sent: its chance is the longest queue's length plus one, less its own.
/// Thread-safe.
final class Sticky {
    /// Of more partitions only so many neighbours, beginning anywhere, are looked at for one
    /// choice.
    static final int CANDIDATES_MAX = 64;

    /// Written by the loop, read by senders.
    private volatile int[] available;

    /// Written by whoever ends a run; a lost race only means another random choice.
    private volatile int current;

    private final RandomGenerator random;
    private final boolean isAdaptive;

    /// Begins at partition 0.
    ///
    /// @param random may be called by several threads at once
    Sticky(RandomGenerator random, boolean isAdaptive) {
        this.random = random;
        this.isAdaptive = isAdaptive;
        this.available = new int[] {0};
    }

    int current() {
        return current;
    }

    /// Ends the run at `partition`, unless another thread has done so.
    ///
    /// @param waiting how many batches of a partition wait to be sent
    void advance(int partition, IntUnaryOperator waiting) {
        int[] choice = available;
        if (partition == current && choice.length > 1) {
            current = isAdaptive ? adaptive(choice, partition, waiting) : other(choice, partition);
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

    /// Any but `partition`.
    private int other(int[] choice, int partition) {
        int place = random.nextInt(choice.length);
        return choice[place] == partition ? choice[(place + 1) % choice.length] : choice[place];
    }

    private int adaptive(int[] choice, int partition, IntUnaryOperator waiting) {
        int[] lengths = new int[Math.min(choice.length, CANDIDATES_MAX)];
        int start = choice.length > CANDIDATES_MAX ? random.nextInt(choice.length) : 0;
        int longest = 0;
        int sum = 0;
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = waiting.applyAsInt(choice[(start + i) % choice.length]);
            longest = Math.max(longest, lengths[i]);
            sum += lengths[i];
        }
        if (sum == longest * lengths.length) {
            return other(choice, partition);
        }
        int chance = random.nextInt((longest + 1) * lengths.length - sum);
        int place = 0;
        for (int left = chance; left >= longest + 1 - lengths[place]; place++) {
            left -= longest + 1 - lengths[place];
        }
        return choice[(start + place) % choice.length];
    }
}
