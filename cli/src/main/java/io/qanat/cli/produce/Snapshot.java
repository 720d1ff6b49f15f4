package io.qanat.cli.produce;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A moment of a file's sending: from these offsets on, the topic holds no record of a line that is
/// delivered, and all records of the others, as far as they are there. Immutable, if nobody changes
/// its sets.
///
/// As text, one thing per line: `topic T`, `check LINE CRC`, `next PARTITION OFFSET`, `delivered
/// FIRST LAST`; `end` is the last line, so that half a file is known.
///
/// @param topic the topic's name
/// @param check a line up to which the file's bytes are known
/// @param delivered the numbers of the lines, from 1
/// @param next by partition; what is not named begins at 0
public record Snapshot(String topic, Check check, BitSet delivered, Map<Integer, Long> next) {
    /// What the first lines of a file are. Immutable.
    ///
    /// @param line the number of the last of them; 0 for none
    /// @param crc of their bytes
    public record Check(long line, long crc) {
        static final Check NONE = new Check(0, 0);
    }

    private static final String END = "end";

    /// The moment before the first line.
    public static Snapshot beginning(String topic, Map<Integer, Long> next) {
        return new Snapshot(topic, Check.NONE, new BitSet(), next);
    }

    /// Reads a text.
    ///
    /// @throws IllegalArgumentException when it is none of ours
    static Snapshot parse(String text) {
        var lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getLast().equals(END)) {
            throw new IllegalArgumentException("it has no end");
        }
        String topic = "";
        var check = Check.NONE;
        var delivered = new BitSet();
        var next = new TreeMap<Integer, Long>();
        for (var line : lines.subList(0, lines.size() - 1)) {
            var words = line.split(" ", -1);
            switch (words[0]) {
                case "topic" -> topic = words[1];
                case "check" ->
                        check = new Check(Long.parseLong(words[1]), Long.parseLong(words[2]));
                case "next" -> next.put(Integer.valueOf(words[1]), Long.valueOf(words[2]));
                case "delivered" ->
                        delivered.set(Integer.parseInt(words[1]), Integer.parseInt(words[2]) + 1);
                default -> throw new IllegalArgumentException("what is '" + words[0] + "'?");
            }
        }
        return new Snapshot(topic, check, delivered, next);
    }

    /// The text.
    String text() {
        var text = new StringBuilder();
        text.append("topic ").append(topic).append('\n');
        text.append("check ").append(check.line()).append(' ').append(check.crc()).append('\n');
        text.append(
                next.entrySet().stream()
                        .map(entry -> "next " + entry.getKey() + " " + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
        for (int first = delivered.nextSetBit(0); first >= 0; ) {
            int behind = delivered.nextClearBit(first);
            text.append("delivered ").append(first).append(' ').append(behind - 1).append('\n');
            first = delivered.nextSetBit(behind);
        }
        return text.append(END).append('\n').toString();
    }
}
