package io.qanat.it.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A command line in a shell. Immutable.
///
/// @param folder where it runs
public record Shell(Path folder) {
    private static final long RUN_MINUTES_MAX = 5;

    /// What a command line left behind.
    public record Run(int exitCode, String output, String errors) {}

    /// Runs to the end, with nothing to read.
    public Run run(String line) throws IOException {
        Path out = Files.createTempFile("shell", "out");
        Path err = Files.createTempFile("shell", "err");
        try {
            var builder =
                    new ProcessBuilder(List.of("bash", "-o", "pipefail", "-c", line))
                            .directory(folder.toFile())
                            .redirectInput(Path.of("/dev/null").toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            // Maven sets these for itself; the launcher is to find its own way.
            builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
            Process process = builder.start();
            if (!process.waitFor(RUN_MINUTES_MAX, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError("no end of " + line + ": " + Files.readString(err));
            }
            return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
