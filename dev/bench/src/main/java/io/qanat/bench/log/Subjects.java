package io.qanat.bench.log;

import java.nio.file.Path;

/// The logs that can be measured, by name.
final class Subjects {
    static final String LOG = "log";

    private Subjects() {}

    /// Opens a log on an empty folder.
    static Subject open(String name, Path folder) {
        return switch (name) {
            case LOG -> LogSubject.open(folder);
            default -> throw new IllegalArgumentException("unknown subject " + name);
        };
    }
}
