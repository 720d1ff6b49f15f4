package io.qanat.log.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many files, connections among them, this process may have open.
final class DescriptorLimit {
    /// What systems grant that say nothing else.
    static final long USUAL = 1024;

    private static final Pattern LINE = Pattern.compile("Max open files +(\\d+|unlimited) ");

    private DescriptorLimit() {}

    /// The limit that holds now: Java has raised it to the most that is allowed.
    static long ofProcess() {
        try {
            return in(Files.readString(Path.of("/proc/self/limits")));
        } catch (IOException e) {
            // Not a Linux.
            return USUAL;
        }
    }

    /// The limit in the text of `/proc/self/limits`.
    static long in(String limits) {
        Matcher line = LINE.matcher(limits);
        if (!line.find()) {
            return USUAL;
        }
        return line.group(1).equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(line.group(1));
    }
}
