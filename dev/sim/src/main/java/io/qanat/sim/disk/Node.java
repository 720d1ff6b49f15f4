package io.qanat.sim.disk;

/// What a name stands for.
sealed interface Node permits Inode, Directory {
    /// What is left of it when the power goes; it stays as it is itself.
    Node afterPowerLoss(Odds odds);

    /// The same, with what is not durable yet.
    ///
    /// @param copies what was copied already
    Node copy(Copies copies);
}
