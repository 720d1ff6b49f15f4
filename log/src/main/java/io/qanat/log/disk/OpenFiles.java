package io.qanat.log.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The open files of a [BoundedDisk], and the choice of those to close. Thread-safe.
///
/// The choice is the clock algorithm's: a hand goes round and passes over a file that was used
/// since it last came by. So it costs next to nothing to use a file, and little to open one.
final class OpenFiles {
    /// So many files are looked at, at most, for one to close.
    private static final int CANDIDATES_MAX = 64;

    private final int filesMax;

    // guards: files, hand, opening, OpenFile.index
    private final ReentrantLock lock = new ReentrantLock();
    private final List<OpenFile> files = new ArrayList<>();
    private int hand;
    private int opening;

    OpenFiles(int filesMax) {
        if (filesMax < 1) {
            throw new IllegalArgumentException("openFilesMax " + filesMax + " is below 1");
        }
        this.filesMax = filesMax;
    }

    int count() {
        lock.lock();
        try {
            return files.size() + opening;
        } finally {
            lock.unlock();
        }
    }

    /// A file that is to be closed.
    private record Victim(OpenFile file, boolean dirty) {}

    /// Makes room for one more, which [#add(OpenFile)] or [#cancel()] must follow.
    ///
    /// Only who writes syncs another's file: a reader may be interrupted, and Java would close that
    /// file before it is known whether the sync succeeded.
    void reserve(Disk.Access access) {
        for (Victim victim : reserved(access)) {
            victim.file().closeClaimed(victim.dirty());
        }
    }

    private List<Victim> reserved(Disk.Access access) {
        var victims = new ArrayList<Victim>(1);
        lock.lock();
        try {
            opening++;
            // More than one, when there were more in use at once than may be open.
            while (files.size() + opening > filesMax) {
                Victim victim = victim(access);
                if (victim == null) {
                    break;
                }
                removeAt(victim.file().index);
                victims.add(victim);
            }
            return victims;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Victim victim(Disk.Access access) {
        // Two turns: the first may find all of them recent.
        int candidates = Math.min(2 * files.size(), CANDIDATES_MAX);
        for (int i = 0; i < candidates; i++) {
            OpenFile candidate = next();
            if (!candidate.takeRecent() && candidate.claimClean()) {
                return new Victim(candidate, false);
            }
        }
        for (int i = 0; i < candidates; i++) {
            OpenFile candidate = next();
            if (candidate.claimClean()) {
                return new Victim(candidate, false);
            }
            if (access == Disk.Access.WRITE && candidate.claimDirty()) {
                return new Victim(candidate, true);
            }
        }
        return null;
    }

    private OpenFile next() {
        hand = hand < files.size() ? hand : 0;
        return files.get(hand++);
    }

    /// Takes the place that was reserved.
    void add(OpenFile file) {
        lock.lock();
        try {
            opening--;
            file.index = files.size();
            files.add(file);
        } finally {
            lock.unlock();
        }
    }

    /// Gives up the place that was reserved.
    void cancel() {
        lock.lock();
        try {
            opening--;
        } finally {
            lock.unlock();
        }
    }

    /// Forgets a file that is closed; it may be forgotten already.
    void remove(OpenFile file) {
        lock.lock();
        try {
            if (file.index != OpenFile.NOWHERE) {
                removeAt(file.index);
            }
        } finally {
            lock.unlock();
        }
    }

    private void removeAt(int index) {
        files.get(index).index = OpenFile.NOWHERE;
        OpenFile last = files.removeLast();
        if (index < files.size()) {
            files.set(index, last);
            last.index = index;
        }
    }
}
