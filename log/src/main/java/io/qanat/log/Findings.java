package io.qanat.log;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What an opening found that was not as it should be. Confined to the opening thread.
final class Findings {
    /// A folder that is damaged all over must not fill the memory with the tale of it.
    private static final int LINES_MAX = 1000;

    private final List<String> lines = new ArrayList<>();

    void add(Path file, String finding) {
        String line = file + ": " + finding;
        Notices.warn(line);
        if (lines.size() < LINES_MAX) {
            lines.add(line);
        }
    }

    List<String> lines() {
        return lines;
    }
}
