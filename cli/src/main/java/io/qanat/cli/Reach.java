package io.qanat.cli;

import io.qanat.cli.embedded.EmbeddedFolder;
import io.qanat.client.BootstrapServers;
import java.io.IOException;
import java.util.Optional;

/// The way to a broker, kept open as long as a command needs it. Confined to the main thread.
///
/// @param bootstrap where a client begins
/// @param folder the data folder behind it; absent when a cluster is
/// @param terminal whose output ends before the folder is left
record Reach(BootstrapServers bootstrap, Optional<EmbeddedFolder> folder, Terminal terminal)
        implements AutoCloseable {
    static Reach of(BootstrapServers bootstrap, Terminal terminal) {
        return new Reach(bootstrap, Optional.empty(), terminal);
    }

    static Reach of(EmbeddedFolder folder, Terminal terminal) {
        return new Reach(BootstrapServers.parse(folder.bootstrap()), Optional.of(folder), terminal);
    }

    /// What may be in the way when the broker acknowledges nothing.
    String trouble() {
        if (folder.isEmpty()) {
            return "does " + bootstrap + " still answer?";
        }
        return folder.get().isDiskFull()
                ? "the disk of the data folder is full, make room on it"
                : "the disk is slow, or another command on the data folder hangs";
    }

    /// Leaves the data folder; its owner waits for its guests first. A guest may be the next
    /// command of a pipe, which waits for the end of our data before it leaves: it has that before
    /// we wait.
    @Override
    public void close() {
        terminal.closeOutput();
        if (folder.isPresent()) {
            try {
                folder.get().close();
            } catch (IOException e) {
                throw Failures.unreachable(e);
            }
        }
    }
}
