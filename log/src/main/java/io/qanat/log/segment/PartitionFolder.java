package io.qanat.log.segment;

import io.qanat.log.disk.Disk;
import java.nio.file.Path;

/// The folder of one partition's files. Immutable.
///
/// @param disk where it is
/// @param path its path
public record PartitionFolder(Disk disk, Path path) {
    /// The suffix of the files that hold batches.
    public static final String LOG = ".log";

    /// The suffix of the offset indexes.
    public static final String OFFSET_INDEX = ".index";

    /// The suffix of the time indexes.
    public static final String TIME_INDEX = ".timeindex";

    /// The suffix of the files that say what the indexes must be.
    public static final String INDEX_SUMS = ".sums";

    private static final int OFFSET_DIGITS = 20;

    /// The path of a segment's file.
    public Path file(long baseOffset, String suffix) {
        String digits = Long.toString(baseOffset);
        return path.resolve("0".repeat(OFFSET_DIGITS - digits.length()) + digits + suffix);
    }

    /// The base offset in the name of a file of batches, or -1 when the name is not of that form.
    public static long baseOffset(String name) {
        return offset(name, LOG);
    }

    /// The offset in the name of a file, or -1 when the name is not of that form.
    public static long offset(String name, String suffix) {
        if (name.length() != OFFSET_DIGITS + suffix.length() || !name.endsWith(suffix)) {
            return -1;
        }
        try {
            return Long.parseLong(name.substring(0, OFFSET_DIGITS));
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
