package io.qanat.log.folder;

import java.io.IOException;
import java.util.List;
import java.util.UUID;

/// The topic id of one partition, `partition.metadata`.
///
/// ```
/// version: 0
/// topic_id: T3Qm5WvGRHqHbMbg1ySxJA
/// ```
public final class PartitionMetadata {
    /// The file's name.
    public static final String FILE = "partition.metadata";

    private static final String VERSION_LINE = "version: 0";
    private static final String TOPIC_ID = "topic_id: ";

    private PartitionMetadata() {}

    /// Reads the topic id.
    ///
    /// @throws IOException when the file is not of this format
    public static UUID read(TextFile file) throws IOException {
        List<String> lines = file.lines();
        if (lines.size() < 2
                || !lines.get(0).equals(VERSION_LINE)
                || !lines.get(1).startsWith(TOPIC_ID)) {
            throw new IOException(file.path() + " is not \"" + VERSION_LINE + "\" and a topic_id");
        }
        try {
            return KafkaId.parse(lines.get(1).substring(TOPIC_ID.length()).strip());
        } catch (IllegalArgumentException e) {
            throw new IOException(file.path() + ": " + e.getMessage(), e);
        }
    }

    /// Writes the topic id.
    public static void write(TextFile file, UUID topicId) throws IOException {
        file.replace(VERSION_LINE + "\n" + TOPIC_ID + KafkaId.text(topicId));
    }
}
