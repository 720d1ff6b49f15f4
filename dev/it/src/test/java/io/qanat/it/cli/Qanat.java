package io.qanat.it.cli;

import io.qanat.it.peer.Program;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command line on one data folder. Immutable.
///
/// @param dataFolder what the commands get as `--data-dir`
public record Qanat(Path dataFolder) {
    /// The command of a shell for these arguments, without a data folder.
    public static List<String> bare(String... arguments) {
        var command = new ArrayList<>(Launch.COMMAND);
        command.addAll(List.of(arguments));
        return command;
    }

    /// Runs to a good end, without a data folder.
    public static Program.Run runBare(String... arguments) {
        return Program.succeed(bare(arguments), new byte[0]);
    }

    /// The command of a shell for these arguments.
    List<String> command(String... arguments) {
        List<String> command = bare(arguments);
        command.addAll(List.of("--data-dir", dataFolder.toString()));
        return command;
    }

    /// Runs to the end, with nothing to read.
    Program.Run run(String... arguments) {
        return Program.run(command(arguments), new byte[0]);
    }

    /// Runs to the end, with these lines to read.
    Program.Run feed(String input, String... arguments) {
        return Program.run(command(arguments), input.getBytes(StandardCharsets.UTF_8));
    }

    /// Starts a command that is met while it runs.
    RunningCommand start(String... arguments) {
        return RunningCommand.start(command(arguments));
    }
}
