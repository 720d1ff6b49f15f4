package io.qanat.it.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One run of another program from start to end: input from a file, output to files, a limit on its
/// time.
public final class Program {
    private static final Duration RUN_TIME_MAX = Duration.ofSeconds(90);

    private Program() {}

    /// What a run left behind.
    public record Run(int exitCode, Octets output, String errors) {
        public String text() {
            return new String(output.bytes(), StandardCharsets.UTF_8);
        }
    }

    /// Runs to a good end, or fails with what the program said.
    public static Run succeed(List<String> command, byte[] input) {
        Run run = run(command, input);
        if (run.exitCode() != 0) {
            throw new AssertionError(
                    "exit %d of %s%n%s".formatted(run.exitCode(), command, run.errors()));
        }
        return run;
    }

    public static Run run(List<String> command, byte[] input) {
        try {
            Path folder = Files.createTempDirectory("qanat-program");
            Path in = Files.write(folder.resolve("in"), input);
            Path out = folder.resolve("out");
            Path err = folder.resolve("err");
            int exitCode = exitCode(command, in, out, err);
            var run = new Run(exitCode, Octets.of(Files.readAllBytes(out)), Files.readString(err));
            for (Path file : List.of(in, out, err, folder)) {
                Files.delete(file);
            }
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + command, e);
        }
    }

    private static int exitCode(List<String> command, Path in, Path out, Path err)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        try {
            if (!process.waitFor(RUN_TIME_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(
                        "no end after %s: %s%n%s"
                                .formatted(RUN_TIME_MAX, command, Files.readString(err)));
            }
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }
}
