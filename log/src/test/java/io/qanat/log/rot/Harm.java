package io.qanat.log.rot;

import io.qanat.log.TopicPartition;
import java.nio.file.Path;
import java.util.Set;

/// One damage that was done to a store. Immutable.
///
/// @param file the damaged file
/// @param what what was done to it
/// @param touched the batches of which bytes were changed or cut off
record Harm(Path file, String what, Set<BatchAt> touched) {
    /// One batch by its place.
    record BatchAt(TopicPartition partition, long baseOffset) {}

    boolean touches(TopicPartition partition, long baseOffset) {
        return touched.contains(new BatchAt(partition, baseOffset));
    }

    String fileName() {
        return String.valueOf(file.getFileName());
    }

    /// Whether a report is about the damaged file, by its name or, where the file is gone, by its
    /// folder's.
    boolean isNamedIn(String report) {
        return report.contains(fileName()) || report.contains(String.valueOf(file.getParent()));
    }

    /// Whether the folder may be refused as a whole: only its identity card is so important.
    boolean mayBeRefused() {
        return fileName().equals("meta.properties");
    }

    @Override
    public String toString() {
        return what + " of " + file;
    }
}
