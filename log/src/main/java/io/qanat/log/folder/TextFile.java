package io.qanat.log.folder;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A small text file that is only ever replaced whole. Immutable.
public final class TextFile {
    /// The size above which such a file is taken for something else: room for a million lines of a
    /// checkpoint.
    private static final int SIZE_BYTES_MAX = 256 * 1024 * 1024;

    private static final String SUCCESSOR = ".tmp";

    private final Disk disk;
    private final Path path;

    /// A file of this name, which may not exist.
    public TextFile(Disk disk, Path path) {
        this.disk = disk;
        this.path = path;
    }

    /// The file's path.
    public Path path() {
        return path;
    }

    /// Whether there is such a file.
    public boolean exists() {
        return disk.exists(path);
    }

    /// The lines, without their ends; a last line need not be ended.
    public List<String> lines() throws IOException {
        String text = StandardCharsets.UTF_8.decode(disk.content(path, SIZE_BYTES_MAX)).toString();
        var lines = new ArrayList<String>();
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            lines.add(text.substring(start, end));
            start = end + 1;
        }
        return lines;
    }

    /// Replaces the content; the name is durable when the caller has synced the directory.
    public void replace(CharSequence content) throws IOException {
        replace(content, true);
    }

    /// Replaces the content, and leaves it to the operating system when the disk has it.
    public void replaceLazily(CharSequence content) throws IOException {
        replace(content, false);
    }

    private void replace(CharSequence content, boolean durably) throws IOException {
        Path successor = path.resolveSibling(path.getFileName() + SUCCESSOR);
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(content.toString());
        try (DiskFile file = disk.open(successor, Disk.Access.WRITE)) {
            file.truncate(0);
            file.writeFully(bytes, 0);
            if (durably) {
                file.force();
            }
        }
        disk.rename(successor, path);
    }
}
