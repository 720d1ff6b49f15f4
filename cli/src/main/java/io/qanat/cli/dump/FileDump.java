package io.qanat.cli.dump;

import io.qanat.log.TopicPartition;
import io.qanat.log.disk.Disk;
import io.qanat.log.disk.FileDisk;
import io.qanat.log.inspect.IndexEntries;
import io.qanat.log.wal.WalReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The content of files of a data folder, each by its kind. Confined to its writer.
///
/// | file | shown |
/// |---|---|
/// | `….log`, and what was moved aside from one | batches, and records when asked for |
/// | `….index`, `….timeindex` | entries |
/// | `….wal` | entries of the latest round |
/// | `…-checkpoint`, `partition.metadata`, `meta.properties` | lines |
public final class FileDump {
    private static final int TEXT_BYTES_MAX = 64 * 1024 * 1024;

    private final Disk disk = new FileDisk();
    private final DumpOutput output;
    private final boolean withRecords;

    /// @param withRecords whether the records of batches are shown
    public FileDump(DumpOutput output, boolean withRecords) {
        this.output = output;
        this.withRecords = withRecords;
    }

    /// Writes a file, or a folder's files with those of the partitions in it. Files of a folder
    /// that go meanwhile are left out.
    public void write(Path path) throws IOException {
        if (disk.isDirectory(path)) {
            writeFolder(path);
        } else {
            writeFile(path);
        }
    }

    private void writeFolder(Path folder) throws IOException {
        for (var name : disk.list(folder)) {
            var path = folder.resolve(name);
            try {
                if (disk.isDirectory(path)) {
                    if (TopicPartition.parse(name).isPresent()) {
                        writeFolder(path);
                    }
                } else if (kind(name) != Kind.OTHER) {
                    writeFile(path);
                }
            } catch (NoSuchFileException e) {
                output.remark(path + ": gone while this was read");
            }
        }
    }

    private enum Kind {
        BATCHES,
        OFFSET_INDEX,
        TIME_INDEX,
        WRITE_AHEAD,
        TEXT,
        OTHER
    }

    private static Kind kind(String name) {
        if (name.endsWith(".log") || name.contains(".log.damaged-")) {
            return Kind.BATCHES;
        }
        if (name.endsWith(".timeindex")) {
            return Kind.TIME_INDEX;
        }
        if (name.endsWith(".index")) {
            return Kind.OFFSET_INDEX;
        }
        if (name.endsWith(".wal")) {
            return Kind.WRITE_AHEAD;
        }
        return name.endsWith("-checkpoint")
                        || name.equals("partition.metadata")
                        || name.equals("meta.properties")
                ? Kind.TEXT
                : Kind.OTHER;
    }

    private void writeFile(Path path) throws IOException {
        switch (kind(path.getFileName().toString())) {
            case BATCHES -> new SegmentDump(output, withRecords).write(disk, path);
            case OFFSET_INDEX -> {
                try (var entries = IndexEntries.ofOffsets(disk, path)) {
                    IndexDump.write(path, "offset", "batchPosition", entries, output);
                }
            }
            case TIME_INDEX -> {
                try (var entries = IndexEntries.ofTimes(disk, path)) {
                    IndexDump.write(path, "timestamp", "offset", entries, output);
                }
            }
            case WRITE_AHEAD -> {
                try (var reader = WalReader.open(disk, path)) {
                    WalDump.write(path, reader, output);
                }
            }
            case TEXT -> writeText(path);
            case OTHER -> {
                disk.open(path, Disk.Access.READ).close();
                throw new IOException(
                        "its name does not say what it is, as .log, .index, .timeindex or .wal would");
            }
        }
    }

    private void writeText(Path path) throws IOException {
        var text = StandardCharsets.UTF_8.decode(disk.content(path, TEXT_BYTES_MAX)).toString();
        output.begin(path);
        text.lines()
                .forEach(line -> {
                    if (output.asJson()) {
                        output.end(output.line(path, "line").with("text", line));
                    } else {
                        output.out().put(line + "\n");
                    }
                });
    }
}
