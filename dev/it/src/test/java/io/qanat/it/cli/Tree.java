package io.qanat.it.cli;

import java.nio.file.Path;

/// The source tree that is tested.
final class Tree {
    private Tree() {}

    static Path root() {
        return Path.of(System.getProperty("it.folder", ""))
                .toAbsolutePath()
                .resolve("../..")
                .normalize();
    }
}
