package io.qanat.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One node of a cluster: its folder, and its process while there is one. Confined to one thread.
///
/// The folder names the process, so that it is found again by another command.
public final class Node {
    private static final long STOP_SECONDS_MAX = 30;

    private final ClusterPlan plan;
    private final NodePlan node;
    private final NodeCommand command;

    /// Held as long as it runs: letting go of it would end a tied process.
    private @Nullable Process process;

    private @Nullable Process hold;

    Node(ClusterPlan plan, NodePlan node, NodeCommand command) {
        this.plan = plan;
        this.node = node;
        this.command = command;
    }

    /// What it is to be.
    public NodePlan plan() {
        return node;
    }

    /// Its process, when there is one.
    public Optional<ProcessHandle> process() {
        try {
            return Files.exists(pidFile()) ? found(Files.readString(pidFile())) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The process of a note; none when another one has its number by now.
    private static Optional<ProcessHandle> found(String note) {
        return ProcessHandle.of(Long.parseLong(note.substring(0, note.indexOf(' '))))
                .filter(ProcessHandle::isAlive)
                .filter(handle -> note(handle).equals(note));
    }

    private static String note(ProcessHandle handle) {
        return handle.pid() + " " + handle.info().startInstant().map(Object::toString).orElse("");
    }

    /// How it is now.
    public NodeState state() {
        if (process().isEmpty()) {
            return NodeState.DOWN;
        }
        return Files.exists(pauseFile()) ? NodeState.PAUSED : NodeState.RUNNING;
    }

    /// Starts its process, which does not listen yet when this returns.
    public void launch() {
        if (process().isPresent()) {
            throw new IllegalStateException("node " + node.id() + " runs");
        }
        Path data = folder().resolve("data");
        Path config = folder().resolve("server.properties");
        try {
            Files.createDirectories(folder());
            Files.deleteIfExists(pauseFile());
            Files.writeString(config, new NodeProperties(plan, node, data).text());
            var builder =
                    new ProcessBuilder(command.line(config, data))
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(outputFile().toFile()));
            if (!command.isTied()) {
                builder.redirectInput(Path.of("/dev/null").toFile());
            }
            process = builder.start();
            Files.writeString(pidFile(), note(process.toHandle()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether its listener takes connections.
    ///
    /// @throws IllegalStateException when the process has ended, with what it printed
    public boolean listens() {
        if (process().isEmpty()) {
            throw new IllegalStateException("node " + node.id() + " ended: " + output());
        }
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), node.firstPort()));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// As `kill -9`: nothing of it runs any more when this returns.
    public void kill() {
        process()
                .ifPresent(handle -> {
                    handle.destroyForcibly();
                    handle.onExit().join();
                });
        release();
    }

    /// Ends it in order: its partitions get other leaders first.
    public void stop() {
        if (state() == NodeState.PAUSED) {
            resume();
        }
        process()
                .ifPresent(handle -> {
                    handle.destroy();
                    try {
                        handle.onExit().get(STOP_SECONDS_MAX, TimeUnit.SECONDS);
                    } catch (TimeoutException | ExecutionException e) {
                        kill();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        kill();
                    }
                });
    }

    /// Halts it by SIGSTOP, as if its machine hung: its connections stay open, and nobody answers.
    public void pause() {
        long pid = requireProcess().pid();
        if (command.isTied()) {
            hold = Signals.hold(pid);
        } else {
            Signals.stop(pid);
        }
        try {
            Files.writeString(pauseFile(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Lets it go on after a pause.
    public void resume() {
        long pid = requireProcess().pid();
        release();
        Signals.proceed(pid);
    }

    private void release() {
        try {
            if (hold != null) {
                hold.getOutputStream().close();
                hold.onExit().join();
                hold = null;
            }
            Files.deleteIfExists(pauseFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessHandle requireProcess() {
        return process()
                .orElseThrow(() -> new IllegalStateException("node " + node.id() + " is down"));
    }

    /// What its process printed.
    public String output() {
        try {
            return Files.exists(outputFile()) ? Files.readString(outputFile()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder() {
        return plan.folder(node.id());
    }

    private Path pidFile() {
        return folder().resolve("pid");
    }

    private Path pauseFile() {
        return folder().resolve("paused");
    }

    private Path outputFile() {
        return folder().resolve("output");
    }
}
