package io.qanat.cli;

/// A short run of the commands that matter, from which the launcher makes its archive of loaded
/// classes.
final class Rehearsal {
    private Rehearsal() {}

    /// Takes one argument: an empty folder.
    public static void main(String[] args) {
        Qanat.run("--version");
    }
}
