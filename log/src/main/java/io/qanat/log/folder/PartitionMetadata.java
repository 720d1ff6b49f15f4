package io.qanat.log.folder;

import java.io.IOException;
import java.util.List;
import java.util.UUID;

/// The topic id of one partition, `partition.metadata`.
///
/// ```
/// version: 0
/// topic_id: T3Qm5WvGRHqHbMbg1ySxJA
/// again: T3Qm5WvGRHqHbMbg1ySxJA 3022711083   ours, not read by Kafka: the same with its checksum
/// ```
public final class PartitionMetadata {
    /// The file's name.
    public static final String FILE = "partition.metadata";

    private static final String VERSION_LINE = "version: 0";
    private static final String TOPIC_ID = "topic_id: ";
    private static final String AGAIN = "again: ";

    private PartitionMetadata() {}

    /// Reads the topic id.
    ///
    /// @throws IOException when the file is not of this format, or does not tell which id is right
    public static UUID read(TextFile file) throws IOException {
        List<String> lines = file.lines();
        String text = String.join("\n", lines);
        int again = text.indexOf(AGAIN);
        if (again > 0) {
            String[] words = text.substring(again + AGAIN.length()).split(" ", -1);
            if (words.length == 2) {
                return voted(file, idOf(lines), words[0], words[1]);
            }
        }
        if (lines.isEmpty() || !lines.getFirst().equals(VERSION_LINE) || idOf(lines).isEmpty()) {
            throw new MalformedFileException(
                    file.path() + " is not \"" + VERSION_LINE + "\" and a topic_id");
        }
        return parsed(file, idOf(lines));
    }

    private static String idOf(List<String> lines) {
        String line = lines.size() > 1 ? lines.get(1) : "";
        return line.startsWith(TOPIC_ID) ? line.substring(TOPIC_ID.length()).strip() : "";
    }

    /// Of the id, the id again and the checksum one may be wrong.
    private static UUID voted(TextFile file, String id, String again, String checksum)
            throws IOException {
        if (checksum.equals(Checksum.of(again))) {
            return parsed(file, again);
        }
        if (id.equals(again) || checksum.equals(Checksum.of(id))) {
            return parsed(file, id);
        }
        throw new MalformedFileException(file.path() + " has two topic ids");
    }

    private static UUID parsed(TextFile file, String id) throws IOException {
        try {
            return KafkaId.parse(id);
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(file.path() + ": " + e.getMessage(), e);
        }
    }

    /// Whether the file is as it was written, with an id or by Kafka.
    public static boolean isWhole(TextFile file, UUID topicId) throws IOException {
        String text = String.join("\n", file.lines());
        return text.equals(text(topicId)) || text.equals(kafkasText(topicId));
    }

    private static String kafkasText(UUID topicId) {
        return VERSION_LINE + "\n" + TOPIC_ID + KafkaId.text(topicId);
    }

    private static String text(UUID topicId) {
        String id = KafkaId.text(topicId);
        return kafkasText(topicId) + "\n" + AGAIN + id + " " + Checksum.of(id);
    }

    /// Writes the topic id.
    public static void write(TextFile file, UUID topicId) throws IOException {
        file.replace(text(topicId));
    }
}
