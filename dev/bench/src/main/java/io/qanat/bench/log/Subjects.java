package io.qanat.bench.log;

import io.qanat.bench.log.variant.Variants;
import java.nio.file.Path;

/// The logs that can be measured, by name.
final class Subjects {
    static final String LOG = "log";

    private Subjects() {}

    /// Opens a log on an empty folder.
    static Subject open(String name, Path folder) {
        return name.equals(LOG) ? LogSubject.open(folder) : Variants.open(name, folder);
    }
}
