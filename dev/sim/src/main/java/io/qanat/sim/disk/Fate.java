package io.qanat.sim.disk;

/// What becomes of each operation. Confined to the disk's thread.
@FunctionalInterface
public interface Fate {
    /// Everything goes well.
    Fate KIND = op -> Verdict.DONE;

    /// Decides on the next operation.
    Verdict of(Op op);
}
