package io.qanat.log.disk;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A disk that is this object: for logs that need not outlive their process. Syncs do nothing.
/// Thread-safe.
public final class MemoryDisk implements Disk {
    // guards: files, directories, locks
    private final ReentrantLock lock = new ReentrantLock();
    private final TreeMap<Path, MemoryFile> files = new TreeMap<>();
    private final Set<Path> directories = new HashSet<>();
    private final Map<Path, String> locks = new HashMap<>();

    /// An empty disk.
    public MemoryDisk() {}

    /// Another disk with what is on this one at this moment, and no locks.
    public MemoryDisk copy() {
        var copy = new MemoryDisk();
        lock.lock();
        try {
            copy.directories.addAll(directories);
            files.forEach((path, file) -> copy.files.put(path, file.copy()));
            return copy;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public DiskFile open(Path file, Access access) throws IOException {
        lock.lock();
        try {
            MemoryFile found = files.get(file);
            if (found == null) {
                if (access == Access.READ) {
                    throw new NoSuchFileException(file.toString());
                }
                requireDirectory(file.getParent());
                found = new MemoryFile();
                files.put(file, found);
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    private void requireDirectory(@Nullable Path directory) throws NoSuchFileException {
        if (directory != null && !directories.contains(directory)) {
            throw new NoSuchFileException(directory.toString());
        }
    }

    @Override
    public boolean exists(Path path) {
        lock.lock();
        try {
            return files.containsKey(path) || directories.contains(path);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isDirectory(Path path) {
        lock.lock();
        try {
            return directories.contains(path);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        lock.lock();
        try {
            if (!directories.contains(directory)) {
                throw new NotDirectoryException(directory.toString());
            }
            return names(directory);
        } finally {
            lock.unlock();
        }
    }

    private List<String> names(Path directory) {
        var names = new ArrayList<String>();
        files.keySet().forEach(path -> addWhenIn(directory, path, names));
        directories.forEach(path -> addWhenIn(directory, path, names));
        names.sort(null);
        return names;
    }

    private static void addWhenIn(Path directory, Path path, List<String> names) {
        if (directory.equals(path.getParent())) {
            names.add(String.valueOf(path.getFileName()));
        }
    }

    @Override
    public void createDirectory(Path directory) {
        lock.lock();
        try {
            for (Path path = directory; path != null; path = path.getParent()) {
                directories.add(path);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        lock.lock();
        try {
            MemoryFile file = files.remove(from);
            if (file != null) {
                files.put(to, file);
            } else if (directories.contains(from)) {
                renameDirectory(from, to);
            } else {
                throw new NoSuchFileException(from.toString());
            }
        } finally {
            lock.unlock();
        }
    }

    private void renameDirectory(Path from, Path to) throws IOException {
        if (directories.contains(to) && !names(to).isEmpty()) {
            throw new DirectoryNotEmptyException(to.toString());
        }
        for (Path path : List.copyOf(directories)) {
            if (path.startsWith(from)) {
                directories.remove(path);
                directories.add(to.resolve(from.relativize(path)));
            }
        }
        for (Path path : List.copyOf(files.keySet())) {
            if (path.startsWith(from)) {
                MemoryFile file = files.remove(path);
                if (file != null) {
                    files.put(to.resolve(from.relativize(path)), file);
                }
            }
        }
    }

    @Override
    public void delete(Path path) throws IOException {
        lock.lock();
        try {
            if (directories.contains(path) && !names(path).isEmpty()) {
                throw new DirectoryNotEmptyException(path.toString());
            }
            directories.remove(path);
            files.remove(path);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void syncDirectory(Path directory) {
        // Nothing here is ever durable.
    }

    @Override
    public Optional<DiskLock> tryLock(Path file) {
        lock.lock();
        try {
            return locks.putIfAbsent(file, "") == null
                    ? Optional.of(new MemoryLock(file))
                    : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<String> lockNote(Path file) {
        lock.lock();
        try {
            String note = locks.getOrDefault(file, "");
            return note.isEmpty() ? Optional.empty() : Optional.of(note);
        } finally {
            lock.unlock();
        }
    }

    /// A lock of this disk.
    private final class MemoryLock implements DiskLock {
        private final Path file;

        MemoryLock(Path file) {
            this.file = file;
        }

        @Override
        public void note(String note) {
            lock.lock();
            try {
                locks.put(file, note);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                locks.remove(file);
            } finally {
                lock.unlock();
            }
        }
    }
}
