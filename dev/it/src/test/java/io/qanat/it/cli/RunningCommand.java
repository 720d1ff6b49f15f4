package io.qanat.it.cli;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;

/// A command that runs, with a pipe to its input and pipes from its outputs. Thread-safe.
public final class RunningCommand implements AutoCloseable {
    private static final Duration WAIT_MAX = Duration.ofSeconds(40);
    private static final Duration LOOK_EVERY = Duration.ofMillis(5);

    private final Process process;
    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    private RunningCommand(Process process) {
        this.process = process;
    }

    public static RunningCommand start(List<String> command) {
        try {
            var running = new RunningCommand(new ProcessBuilder(command).start());
            running.collect(running.process.getErrorStream(), running.errors);
            return running;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes what the command writes; without this its output stays in the pipe.
    public RunningCommand collecting() {
        collect(process.getInputStream(), output);
        return this;
    }

    public Process process() {
        return process;
    }

    public String output() {
        return output.toString();
    }

    public String errors() {
        return errors.toString();
    }

    public void write(String text) {
        try {
            process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(errors(), e);
        }
    }

    public void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitOutput(String part) {
        waiting(part).until(() -> isThere(output, part));
    }

    public void awaitErrors(String part) {
        waiting(part).until(() -> isThere(errors, part));
    }

    /// Waits until a command has written this part of a file.
    static void awaitFile(Path file, String part) {
        waiting(file + ": " + part)
                .ignoreExceptions()
                .until(() -> Files.readString(file).contains(part));
    }

    private static ConditionFactory waiting(String what) {
        return await(what).pollDelay(Duration.ZERO).pollInterval(LOOK_EVERY).atMost(WAIT_MAX);
    }

    /// A part that can no longer come fails at once, with what came instead.
    private boolean isThere(StringWriter text, String part) {
        if (!text.toString().contains(part) && !process.isAlive()) {
            throw new AssertionError("ended with " + process.exitValue() + ": " + output + errors);
        }
        return text.toString().contains(part);
    }

    public int awaitExit() {
        return awaitExit(WAIT_MAX);
    }

    public int awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("no end after " + limit + ": " + output + errors);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Sends a signal by its name, as a shell does.
    public void signal(String name) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void collect(InputStream stream, StringWriter into) {
        Thread.ofVirtual()
                .start(() -> {
                    var bytes = new byte[8192];
                    try (stream) {
                        for (int n; (n = stream.read(bytes)) >= 0; ) {
                            into.append(new String(bytes, 0, n, StandardCharsets.UTF_8));
                        }
                    } catch (IOException e) {
                        // The process was ended while it wrote.
                    }
                });
    }
}
