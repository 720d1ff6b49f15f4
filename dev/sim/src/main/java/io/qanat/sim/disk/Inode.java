package io.qanat.sim.disk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A file without its name: what programs read, what the disk has, and the changes in between.
final class Inode implements Node {
    /// A change that is not durable.
    sealed interface Change {
        /// Makes it in full.
        void applyTo(Content content);

        /// Bytes that were written. Not copied.
        record Write(int position, ByteBuffer bytes) implements Change {
            @Override
            public void applyTo(Content content) {
                content.write(position, bytes.duplicate());
            }
        }

        /// A cut.
        record Truncate(int size) implements Change {
            @Override
            public void applyTo(Content content) {
                content.truncate(size);
            }
        }
    }

    private final Content now;
    private final Content durable;
    private final List<Change> unsynced = new ArrayList<>();

    Inode() {
        this(new Content(), new Content());
    }

    private Inode(Content now, Content durable) {
        this.now = now;
        this.durable = durable;
    }

    int size() {
        return now.size();
    }

    ByteBuffer view() {
        return now.view();
    }

    int read(ByteBuffer target, long position) {
        return now.read(target, position);
    }

    void write(long position, ByteBuffer source) {
        ByteBuffer bytes = ByteBuffer.allocate(source.remaining()).put(source).flip();
        make(new Change.Write(Math.toIntExact(position), bytes));
    }

    void truncate(long size) {
        make(new Change.Truncate(Math.toIntExact(Math.min(size, Integer.MAX_VALUE))));
    }

    private void make(Change change) {
        change.applyTo(now);
        unsynced.add(change);
    }

    void force() {
        unsynced.forEach(change -> change.applyTo(durable));
        unsynced.clear();
    }

    /// A sync that fails: what it did not reach is never written, whatever later syncs say, as the
    /// kernel marks the pages as clean. Programs still read it.
    void failForce(Odds odds) {
        unsynced.forEach(change -> odds.whole(change, durable));
        unsynced.clear();
    }

    @Override
    public Inode afterPowerLoss(Odds odds) {
        Content left = durable.copy();
        odds.nextFile();
        unsynced.forEach(change -> odds.torn(change, left));
        return new Inode(left, left.copy());
    }

    @Override
    public Inode copy(Copies copies) {
        var copy = new Inode(now.copy(), durable.copy());
        copy.unsynced.addAll(unsynced);
        return copy;
    }
}
