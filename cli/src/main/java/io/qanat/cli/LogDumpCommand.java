package io.qanat.cli;

import io.qanat.cli.dump.DumpOutput;
import io.qanat.cli.dump.FileDump;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `log dump`: what is in the files of a data folder, without a broker.
@Command(
        name = "dump",
        description = "Shows what is in the files of a data folder; they may be in use.")
final class LogDumpCommand extends QanatCommand {
    @Parameters(
            arity = "0..*",
            paramLabel = "TOPIC[-PARTITION]|FILE",
            description =
                    "Topics and partitions of the data folder, files and folders (default: all of the data folder).")
    private List<String> names = List.of();

    @Option(names = "--records", description = "Shows the records of each batch.")
    private boolean withRecords;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            defaultValue = "text",
            description = "json: one object per line and batch, entry or line of a file.")
    private OutputForm form = OutputForm.TEXT;

    @Mixin private DataFolderOption dataFolder = new DataFolderOption();

    LogDumpCommand(Terminal terminal, StopSignal stop) {
        super(terminal, stop);
    }

    @Override
    ExitCode run() {
        List<Path> paths = new FolderPaths(dataFolder.path(terminal)).of(names);
        var outcome = new Outcome();
        terminal.write(out -> {
            var output = new DumpOutput(out, form == OutputForm.JSON, terminal::say);
            var dump = new FileDump(output, withRecords);
            for (var path : paths) {
                outcome.isComplete &= write(dump, path);
            }
            outcome.isComplete &= output.isSound();
        });
        return outcome.isComplete ? ExitCode.OK : ExitCode.FAILED;
    }

    private static final class Outcome {
        private boolean isComplete = true;
    }

    private boolean write(FileDump dump, Path path) {
        try {
            dump.write(path);
            return true;
        } catch (IOException e) {
            terminal.say(FileTrouble.line(path, e));
            return false;
        }
    }
}
