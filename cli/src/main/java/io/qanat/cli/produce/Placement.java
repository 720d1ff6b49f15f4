package io.qanat.cli.produce;

import org.jspecify.annotations.Nullable;

/// Which partition the next record goes to. Confined to the thread that sends.
@FunctionalInterface
public interface Placement {
    /// The partition's index, or null to leave it to the producer.
    @Nullable Integer next();

    /// By the key, and without one to whichever partition the producer fills.
    static Placement byKey() {
        return () -> null;
    }

    /// Always the same.
    static Placement fixed(int partition) {
        return () -> partition;
    }

    /// One after the other.
    static Placement inTurn(int partitionCount) {
        return new Placement() {
            private int last = partitionCount - 1;

            @Override
            public Integer next() {
                last = (last + 1) % partitionCount;
                return last;
            }
        };
    }
}
