package io.qanat.sim.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A directory without its name: the names that programs see, those that the disk has, and the
/// changes in between.
final class Directory implements Node {
    /// A change of names that happens as a whole or not at all, and is not durable.
    ///
    /// @param gone the name that is taken away, null when there is none
    /// @param come the name that is given, null when there is none
    /// @param node what it is given to
    private record Change(@Nullable String gone, @Nullable String come, Node node) {
        void applyTo(TreeMap<String, Node> names) {
            if (gone != null) {
                names.remove(gone);
            }
            if (come != null) {
                names.put(come, node);
            }
        }
    }

    private final TreeMap<String, Node> now = new TreeMap<>();
    private final TreeMap<String, Node> durable = new TreeMap<>();
    private final List<Change> unsynced = new ArrayList<>();

    @Nullable Node find(String name) {
        return now.get(name);
    }

    boolean isEmpty() {
        return now.isEmpty();
    }

    List<String> names() {
        return List.copyOf(now.keySet());
    }

    void add(String name, Node node) {
        make(new Change(null, name, node));
    }

    void remove(String name, Node node) {
        make(new Change(name, null, node));
    }

    void rename(String from, String to, Node node) {
        make(new Change(from, to, node));
    }

    private void make(Change change) {
        change.applyTo(now);
        unsynced.add(change);
    }

    void sync() {
        unsynced.forEach(change -> change.applyTo(durable));
        unsynced.clear();
    }

    /// A sync that fails. Unlike bytes, names go through the file system's journal, which keeps
    /// what it could not write for the next sync.
    void failSync(Odds odds) {
        int reached = 0;
        while (reached < unsynced.size() && odds.survives()) {
            unsynced.get(reached).applyTo(durable);
            reached++;
        }
        unsynced.subList(0, reached).clear();
    }

    @Override
    public Directory afterPowerLoss(Odds odds) {
        var names = new TreeMap<>(durable);
        odds.nextFile();
        for (Change change : unsynced) {
            if (odds.survives()) {
                change.applyTo(names);
            }
        }
        var left = new Directory();
        names.forEach((name, node) -> left.now.put(name, node.afterPowerLoss(odds)));
        left.durable.putAll(left.now);
        return left;
    }

    @Override
    public Directory copy(Copies copies) {
        var copy = new Directory();
        now.forEach((name, node) -> copy.now.put(name, copies.of(node)));
        durable.forEach((name, node) -> copy.durable.put(name, copies.of(node)));
        for (Change change : unsynced) {
            copy.unsynced.add(new Change(change.gone(), change.come(), copies.of(change.node())));
        }
        return copy;
    }
}
