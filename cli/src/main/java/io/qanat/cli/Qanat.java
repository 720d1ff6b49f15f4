package io.qanat.cli;

/// The launcher's entry point.
public final class Qanat {
    private Qanat() {}

    /// Runs the command that the arguments name.
    public static void main(String[] args) {
        System.exit(2);
    }
}
