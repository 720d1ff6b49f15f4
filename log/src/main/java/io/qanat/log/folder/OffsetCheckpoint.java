package io.qanat.log.folder;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One offset per partition, in a text file at the folder's root.
///
/// ```
/// 0                      version
/// 3                      number of lines that follow
/// orders 0 1027          topic, partition, offset
/// orders 1 998
/// #crc32c 0 2871830284   ours: the checksum of all before it
/// ```
///
/// To Kafka the last line is about a partition that cannot exist; files that Kafka wrote have none.
public final class OffsetCheckpoint {
    /// Up to these offsets all segments are on the disk.
    public static final String RECOVERY_POINT = "recovery-point-offset-checkpoint";

    /// Up to these offsets the index files of the newest segments are on the disk. Kafka has no
    /// such file, and ignores it.
    public static final String INDEX_POINT = "index-point-offset-checkpoint";

    /// The first offset that each partition still has.
    public static final String LOG_START = "log-start-offset-checkpoint";

    /// The high watermarks.
    public static final String REPLICATION = "replication-offset-checkpoint";

    private static final String VERSION = "0";
    private static final int HEADER_LINES = 2;
    private static final String CHECKSUM = "#crc32c";

    private OffsetCheckpoint() {}

    /// What a file says.
    ///
    /// @param byPartition the offsets by partition folder name, `topic-partition`
    /// @param proven whether the file has a checksum
    public record Offsets(Map<String, Long> byPartition, boolean proven) {}

    /// Reads the offsets by partition folder name, `topic-partition`.
    ///
    /// @throws IOException when the file is not of this format
    public static Map<String, Long> read(TextFile file) throws IOException {
        return offsets(file).byPartition();
    }

    /// Reads the file.
    ///
    /// @throws IOException when it is not of this format, or not what it was
    public static Offsets offsets(TextFile file) throws IOException {
        List<String> lines = file.lines();
        int count = CheckpointLines.count(file, lines, VERSION);
        List<String> entries = lines.subList(HEADER_LINES, HEADER_LINES + count);
        boolean proven = count > 0 && entries.getLast().startsWith(CHECKSUM + " ");
        if (proven) {
            String before = String.join("\n", lines.subList(0, lines.size() - 1)) + "\n";
            if (!entries.getLast().equals(checksumLine(before))) {
                throw new MalformedFileException(file.path() + " does not have its checksum");
            }
            entries = entries.subList(0, count - 1);
        }
        var offsets = new HashMap<String, Long>(2 * count);
        for (String line : entries) {
            String[] words = CheckpointLines.words(file, line, 3);
            offsets.put(
                    words[0] + "-" + CheckpointLines.number(file, words[1]),
                    CheckpointLines.number(file, words[2]));
        }
        return new Offsets(offsets, proven);
    }

    private static String checksumLine(String before) {
        return CHECKSUM + " 0 " + Checksum.of(before);
    }

    /// The text of these offsets, which are by partition folder name.
    public static String text(Map<String, Long> offsets) {
        var text = new StringBuilder(32 + 32 * offsets.size());
        text.append(VERSION).append('\n').append(offsets.size() + 1).append('\n');
        for (Map.Entry<String, Long> entry : offsets.entrySet()) {
            String name = entry.getKey();
            int dash = name.lastIndexOf('-');
            text.append(name, 0, dash).append(' ').append(name, dash + 1, name.length());
            text.append(' ').append(entry.getValue().longValue()).append('\n');
        }
        return text.append(checksumLine(text.toString())).append('\n').toString();
    }
}
