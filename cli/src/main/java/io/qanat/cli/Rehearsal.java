package io.qanat.cli;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;

/// A short run of the commands that matter, from which the launcher makes its archive of loaded
/// classes.
final class Rehearsal {
    private static final int LINE_COUNT = 2_000;

    private Rehearsal() {}

    /// Takes one argument: an empty folder.
    public static void main(String[] args) {
        play(
                "a line to rehearse with\n".repeat(LINE_COUNT),
                "produce",
                "rehearsal",
                "--data-dir",
                args[0]);
        play("", "consume", "rehearsal", "--data-dir", args[0]);
        play("", "topics", "list", "--data-dir", args[0]);
    }

    private static void play(String input, String... arguments) {
        var real = Terminal.ofProcess();
        var terminal =
                new Terminal(
                        Channels.newChannel(
                                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))),
                        OutputStream.nullOutputStream(),
                        new PrintWriter(
                                OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                        Terminal.Keyboard.NONE,
                        real.environment(),
                        real.nanos());
        Qanat.run(terminal, new StopSignal(), arguments);
    }
}
