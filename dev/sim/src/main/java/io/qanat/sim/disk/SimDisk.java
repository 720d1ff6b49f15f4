package io.qanat.sim.disk;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import io.qanat.log.disk.DiskLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A disk that knows what was synced, and counts what it is asked. Confined to one thread.
///
/// Renames stay within a directory. Looking at names and sizes is not counted: it does not fail.
public final class SimDisk implements Disk {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Directory root;
    private final Set<Path> locks = new HashSet<>();
    private Fate fate = Fate.KIND;
    private Odds odds = new Odds(0);
    private int ops;
    private boolean stopped;

    /// An empty disk.
    public SimDisk() {
        this(new Directory());
    }

    private SimDisk(Directory root) {
        this.root = root;
    }

    /// Decides on the operations from now on, counted from 0.
    ///
    /// @param seed for what a failed sync leaves
    public void meet(Fate next, long seed) {
        fate = next;
        odds = new Odds(seed);
        ops = 0;
    }

    /// Does something that is neither counted nor struck.
    public void quietly(Runnable action) {
        Fate before = fate;
        int opsBefore = ops;
        fate = Fate.KIND;
        try {
            action.run();
        } finally {
            fate = before;
            ops = opsBefore;
        }
    }

    /// How many operations were asked for.
    public int ops() {
        return ops;
    }

    /// Another disk with what a power cut at this moment leaves, drawn from a seed.
    public SimDisk afterPowerLoss(long seed) {
        return new SimDisk(root.afterPowerLoss(new Odds(seed)));
    }

    /// Another disk with all that was written: the program is killed, the computer runs on.
    public SimDisk afterKill() {
        return new SimDisk(root.copy(new Copies()));
    }

    /// The content of all files below a directory. Not copied: valid until the disk changes.
    public Map<Path, ByteBuffer> files(Path directory) {
        var files = new TreeMap<Path, ByteBuffer>();
        if (find(directory) instanceof Directory found) {
            for (String name : found.names()) {
                Path path = directory.resolve(name);
                if (found.find(name) instanceof Inode file) {
                    files.put(path, file.view());
                } else {
                    files.putAll(files(path));
                }
            }
        }
        return files;
    }

    Odds odds() {
        return odds;
    }

    Verdict verdict(OpKind kind, Path path, long position, ByteBuffer bytes, boolean grows) {
        if (stopped) {
            throw new Crash();
        }
        return fate.of(new Op(ops++, kind, path, position, bytes, grows));
    }

    private Verdict verdict(OpKind kind, Path path) {
        return verdict(kind, path, 0, NOTHING, false);
    }

    void end(Verdict verdict) throws IOException {
        if (verdict.stops()) {
            stopped = true;
            throw new Crash();
        }
        if (verdict.failure() != null) {
            throw verdict.failure();
        }
    }

    /// Goes through the text, because names of their own for each step are half of the work.
    private @Nullable Node find(@Nullable Path path) {
        Node node = root;
        if (path == null) {
            return node;
        }
        String text = path.toString();
        char separator = path.getFileSystem().getSeparator().charAt(0);
        for (int at = 1; node != null && at < text.length(); ) {
            int end = text.indexOf(separator, at);
            String name = text.substring(at, end < 0 ? text.length() : end);
            node = node instanceof Directory found ? found.find(name) : null;
            at += name.length() + 1;
        }
        return node;
    }

    private Directory directory(@Nullable Path path) throws IOException {
        return switch (find(path)) {
            case Directory found -> found;
            case Inode file -> throw new NotDirectoryException(String.valueOf(path));
            case null -> throw new NoSuchFileException(String.valueOf(path));
        };
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    @Override
    public DiskFile open(Path path, Access access) throws IOException {
        Node found = find(path);
        if (found == null && access == Access.WRITE) {
            return created(path);
        }
        end(verdict(OpKind.OPEN, path));
        if (!(found instanceof Inode file)) {
            throw new NoSuchFileException(path.toString());
        }
        return new SimFile(this, path, file, access);
    }

    private DiskFile created(Path path) throws IOException {
        Directory parent = directory(path.getParent());
        Verdict verdict = verdict(OpKind.CREATE, path);
        var file = new Inode();
        if (verdict.isDone()) {
            parent.add(name(path), file);
        }
        end(verdict);
        return new SimFile(this, path, file, Access.WRITE);
    }

    @Override
    public boolean exists(Path path) {
        return find(path) != null;
    }

    @Override
    public boolean isDirectory(Path path) {
        return find(path) instanceof Directory;
    }

    @Override
    public List<String> list(Path path) throws IOException {
        end(verdict(OpKind.LIST, path));
        return directory(path).names();
    }

    @Override
    public void createDirectory(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent != null && !exists(parent)) {
            createDirectory(parent);
        }
        if (isDirectory(path)) {
            return;
        }
        if (exists(path)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        Verdict verdict = verdict(OpKind.CREATE_DIRECTORY, path);
        if (verdict.isDone()) {
            directory(parent).add(name(path), new Directory());
        }
        end(verdict);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Directory parent = directory(from.getParent());
        Node node = parent.find(name(from));
        if (node == null || !parent.equals(find(to.getParent()))) {
            throw new NoSuchFileException(from.toString());
        }
        Verdict verdict = verdict(OpKind.RENAME, from);
        if (verdict.isDone()) {
            parent.rename(name(from), name(to), node);
        }
        end(verdict);
    }

    @Override
    public void delete(Path path) throws IOException {
        Node node = find(path);
        if (node == null) {
            return;
        }
        if (node instanceof Directory names && !names.isEmpty()) {
            throw new DirectoryNotEmptyException(path.toString());
        }
        Verdict verdict = verdict(OpKind.DELETE, path);
        if (verdict.isDone()) {
            directory(path.getParent()).remove(name(path), node);
        }
        end(verdict);
    }

    @Override
    public void syncDirectory(Path path) throws IOException {
        Directory names = directory(path);
        Verdict verdict = verdict(OpKind.SYNC_DIRECTORY, path);
        if (verdict.isDone()) {
            names.sync();
        } else if (verdict.failure() != null) {
            names.failSync(odds);
        }
        end(verdict);
    }

    /// The lock goes with the disk object: neither a kill nor a power cut leaves one.
    @Override
    public Optional<DiskLock> tryLock(Path file) {
        return locks.add(file) ? Optional.of(new Lock(file)) : Optional.empty();
    }

    @Override
    public Optional<String> lockNote(Path file) {
        return Optional.empty();
    }

    /// A lock of this disk.
    private final class Lock implements DiskLock {
        private final Path file;

        Lock(Path file) {
            this.file = file;
        }

        @Override
        public void note(String note) {
            // Nobody reads it.
        }

        @Override
        public void close() {
            locks.remove(file);
        }
    }
}
