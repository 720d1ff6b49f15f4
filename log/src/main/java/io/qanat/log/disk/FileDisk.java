package io.qanat.log.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The computer's own disk. Stateless and thread-safe.
public final class FileDisk implements Disk {
    private static final Set<StandardOpenOption> READING = Set.of(StandardOpenOption.READ);
    private static final Set<StandardOpenOption> WRITING =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);

    /// The computer's own disk.
    public FileDisk() {}

    @Override
    public DiskFile open(Path file, Access access) throws IOException {
        if (access == Access.READ) {
            return new ChannelFile(file, FileChannel.open(file, READING));
        }
        try {
            return new ChannelFile(file, FileChannel.open(file, WRITING));
        } catch (IOException e) {
            throw ChannelFile.explained(file, 0, e);
        }
    }

    @Override
    public boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public boolean isDirectory(Path path) {
        return Files.isDirectory(path);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        var names = new ArrayList<String>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                names.add(String.valueOf(entry.getFileName()));
            }
        }
        Collections.sort(names);
        return names;
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        try {
            Files.createDirectories(directory);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            throw ChannelFile.explained(directory, 0, e);
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw ChannelFile.explained(to, 0, e);
        }
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, READING)) {
            channel.force(true);
        }
    }

    @Override
    public Optional<DiskLock> tryLock(Path file) throws IOException {
        return ChannelLock.tryLock(file);
    }

    @Override
    public Optional<String> lockNote(Path file) throws IOException {
        return ChannelLock.note(file);
    }
}
