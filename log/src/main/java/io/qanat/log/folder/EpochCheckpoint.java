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
/// 4        number of lines that follow
/// 0 0      epoch, offset of its first record
/// 0 0
/// 3 1027
/// 3 1027
/// ```
///
/// Each line is there twice. To Kafka the second says nothing new; to us it proves the first, so
/// that a batch whose epoch contradicts the file can be put right.
public final class EpochCheckpoint {
    /// The file's name.
    public static final String FILE = "leader-epoch-checkpoint";

    private static final String VERSION = "0";
    private static final int HEADER_LINES = 2;

    private EpochCheckpoint() {}

    /// What a file says.
    ///
    /// @param starts start offsets by epoch
    /// @param proven whether each line was there twice; Kafka writes it once
    public record Epochs(NavigableMap<Integer, Long> starts, boolean proven) {}

    /// Reads start offsets by epoch.
    ///
    /// @throws IOException when the file is not of this format
    public static NavigableMap<Integer, Long> read(TextFile file) throws IOException {
        return epochs(file).starts();
    }

    /// Reads the file.
    ///
    /// @throws IOException when it is not of this format
    public static Epochs epochs(TextFile file) throws IOException {
        List<String> lines = file.lines();
        int count = CheckpointLines.count(file, lines, VERSION);
        List<String> entries = lines.subList(HEADER_LINES, HEADER_LINES + count);
        boolean proven = isTwice(file, entries);
        var starts = new TreeMap<Integer, Long>();
        for (int i = 0; i < count; i += proven ? 2 : 1) {
            add(file, entries.get(i), starts);
        }
        return new Epochs(starts, proven);
    }

    private static boolean isTwice(TextFile file, List<String> entries) throws IOException {
        int pairs = 0;
        for (int i = 0; i + 1 < entries.size(); i += 2) {
            pairs += entries.get(i).equals(entries.get(i + 1)) ? 1 : 0;
        }
        boolean twice = 2 * pairs == entries.size();
        if (pairs > 0 && !twice) {
            throw new MalformedFileException(
                    file.path() + " has lines of which only one is there twice");
        }
        return twice;
    }

    private static void add(TextFile file, String line, NavigableMap<Integer, Long> starts)
            throws IOException {
        String[] words = CheckpointLines.words(file, line, 2);
        long epoch = CheckpointLines.number(file, words[0]);
        long start = CheckpointLines.number(file, words[1]);
        boolean rises =
                starts.isEmpty()
                        ? epoch >= 0 && start >= 0
                        : epoch > starts.lastKey() && start > starts.lastEntry().getValue();
        if (!rises || epoch > Integer.MAX_VALUE) {
            throw new MalformedFileException(
                    file.path() + " has an epoch that does not rise: " + line);
        }
        starts.put((int) epoch, start);
    }

    /// Writes start offsets by epoch.
    public static void write(TextFile file, NavigableMap<Integer, Long> starts) throws IOException {
        var content = new StringBuilder();
        content.append(VERSION).append('\n').append(2 * starts.size()).append('\n');
        for (Map.Entry<Integer, Long> entry : starts.entrySet()) {
            String line = entry.getKey() + " " + entry.getValue() + "\n";
            content.append(line).append(line);
        }
        file.replace(content);
    }
}
