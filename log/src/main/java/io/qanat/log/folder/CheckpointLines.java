package io.qanat.log.folder;

import java.io.IOException;
import java.util.List;

/// The frame that Kafka's text checkpoints share: a version, a count, then as many lines of words.
final class CheckpointLines {
    private static final int HEADER_LINES = 2;

    private CheckpointLines() {}

    /// Checks the version and returns the count, which the lines that follow must bear out.
    static int count(TextFile file, List<String> lines, String version) throws IOException {
        if (lines.size() < HEADER_LINES || !lines.get(0).equals(version)) {
            throw new MalformedFileException(
                    file.path() + " does not begin with version " + version);
        }
        long count = number(file, lines.get(1));
        if (count != lines.size() - HEADER_LINES) {
            throw new MalformedFileException(
                    file.path()
                            + " announces "
                            + count
                            + " lines and has "
                            + (lines.size() - HEADER_LINES));
        }
        return (int) count;
    }

    static String[] words(TextFile file, String line, int count) throws IOException {
        String[] words = new String[count];
        int start = 0;
        for (int i = 0; i < count; i++) {
            int space = line.indexOf(' ', start);
            boolean last = i == count - 1;
            if (last != (space < 0)) {
                throw new MalformedFileException(
                        file.path() + " has a line that is not " + count + " words: " + line);
            }
            words[i] = line.substring(start, last ? line.length() : space);
            start = space + 1;
        }
        return words;
    }

    static long number(TextFile file, String word) throws IOException {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw new MalformedFileException(
                    file.path() + " has no number where it should: " + word, e);
        }
    }
}
