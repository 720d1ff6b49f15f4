package io.qanat.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Commands in the order they came, handed out in groups. Confined to its user.
///
/// A group has a bound, so that what waits behind a flood is answered while the flood goes on, and
/// the write-ahead log can make room between two groups.
final class CommandQueue {
    private final long groupBytesMax;
    private final Deque<Command> commands = new ArrayDeque<>();

    /// @param groupBytesMax the bytes of batches above which a group takes no more
    CommandQueue(long groupBytesMax) {
        this.groupBytesMax = groupBytesMax;
    }

    void add(Command command) {
        commands.addLast(command);
    }

    int size() {
        return commands.size();
    }

    boolean isEmpty() {
        return commands.isEmpty();
    }

    /// Removes the next group; empty when nothing waits.
    List<Command> nextGroup() {
        var group = new ArrayList<Command>();
        long bytes = 0;
        while (!commands.isEmpty() && bytes < groupBytesMax) {
            Command command = commands.removeFirst();
            group.add(command);
            bytes += command.sizeInBytes();
        }
        return group;
    }

    /// Removes everything.
    List<Command> drain() {
        var all = new ArrayList<>(commands);
        commands.clear();
        return all;
    }
}
