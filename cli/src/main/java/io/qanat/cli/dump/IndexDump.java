package io.qanat.cli.dump;

import io.qanat.log.inspect.IndexEntries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The entries of an index file. Stateless.
final class IndexDump {
    private static final int OFFSET_DIGITS = 20;

    private IndexDump() {}

    static void write(Path path, String key, String value, IndexEntries entries, DumpOutput output)
            throws IOException {
        output.begin(path);
        boolean hasOffsetKeys = key.equals("offset");
        long base = baseOffset(path);
        for (Optional<IndexEntries.Entry> entry = entries.next();
                entry.isPresent();
                entry = entries.next()) {
            var found = entry.get();
            output.end(
                    output.line(path, "entry")
                            .with("position", found.position())
                            .with(key, hasOffsetKeys ? base + found.key() : found.key())
                            .with(value, hasOffsetKeys ? found.value() : base + found.value()));
        }
        if (entries.restBytes() > 0) {
            output.remark(
                    path + ": " + entries.restBytes() + " bytes at the end are no whole entry");
        }
    }

    /// The offset that a file is named after; 0 when it is named otherwise.
    private static long baseOffset(Path path) {
        var name = path.getFileName().toString();
        try {
            return name.length() < OFFSET_DIGITS
                    ? 0
                    : Long.parseLong(name.substring(0, OFFSET_DIGITS));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
