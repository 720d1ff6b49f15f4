package io.qanat.log.folder;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The leader epochs of one partition, `leader-epoch-checkpoint`.
///
/// ```
/// 0        version
/// 2        number of lines that follow
/// 0 0      epoch, offset of its first record
/// 3 1027
/// ```
public final class EpochCheckpoint {
    /// The file's name.
    public static final String FILE = "leader-epoch-checkpoint";

    private static final String VERSION = "0";
    private static final int HEADER_LINES = 2;

    private EpochCheckpoint() {}

    /// Reads start offsets by epoch.
    ///
    /// @throws IOException when the file is not of this format
    public static NavigableMap<Integer, Long> read(TextFile file) throws IOException {
        List<String> lines = file.lines();
        int count = CheckpointLines.count(file, lines, VERSION);
        var starts = new TreeMap<Integer, Long>();
        for (String line : lines.subList(HEADER_LINES, HEADER_LINES + count)) {
            String[] words = CheckpointLines.words(file, line, 2);
            starts.put(
                    (int) CheckpointLines.number(file, words[0]),
                    CheckpointLines.number(file, words[1]));
        }
        return starts;
    }

    /// Writes start offsets by epoch.
    public static void write(TextFile file, NavigableMap<Integer, Long> starts) throws IOException {
        var content = new StringBuilder();
        content.append(VERSION).append('\n').append(starts.size()).append('\n');
        for (Map.Entry<Integer, Long> entry : starts.entrySet()) {
            content.append(entry.getKey().intValue()).append(' ');
            content.append(entry.getValue().longValue()).append('\n');
        }
        file.replace(content);
    }
}
