package io.qanat.it.fault;

import io.qanat.it.cli.Qanat;
import io.qanat.it.cli.RunningCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `qanat serve` in a process of its own. Thread-safe.
final class Server implements AutoCloseable {
    private static final String LISTENS = "Kafka clients: ";

    private final RunningCommand command;
    private final long startNanos;

    private Server(RunningCommand command, long startNanos) {
        this.command = command;
        this.startNanos = startNanos;
    }

    /// Starts the process, which may not have opened the folder yet when this returns.
    ///
    /// @param around a command that runs it, with its arguments; empty for none
    /// @param options further options of `serve`
    static Server start(List<String> around, Path data, int port, String... options) {
        List<String> line = new ArrayList<>(around);
        line.addAll(Qanat.bare("serve", "--port", Integer.toString(port)));
        line.addAll(List.of("--data-dir", data.toString()));
        line.addAll(List.of(options));
        return new Server(RunningCommand.start(line), System.nanoTime());
    }

    /// Waits until clients can connect; returns how long that took from its start.
    long awaitListening() {
        command.awaitErrors(LISTENS);
        return System.nanoTime() - startNanos;
    }

    Process process() {
        return command.process();
    }

    /// What it said to its operator.
    String errors() {
        return command.errors();
    }

    /// As `kill -9`: nothing of it runs any more when this returns.
    void kill() {
        command.process().destroyForcibly().onExit().join();
    }

    /// Ends it in order; returns its exit code.
    int stop() {
        command.signal("TERM");
        return awaitExit();
    }

    /// Waits until it has ended by itself; returns its exit code.
    int awaitExit() {
        return command.awaitExit();
    }

    @Override
    public void close() {
        kill();
    }
}
