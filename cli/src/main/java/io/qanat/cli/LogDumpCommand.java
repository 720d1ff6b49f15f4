package io.qanat.cli;

import io.qanat.cli.dump.SegmentDump;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `log dump`: what is in a partition's files, without a broker.
@Command(
        name = "dump",
        description = "Shows the batches and records in a partition's files; they may be in use.")
final class LogDumpCommand extends QanatCommand {
    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "The folder of a partition, as D/orders-0, or a segment file in it.")
    private List<Path> paths = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            defaultValue = "text",
            description = "text: batches and records. json: records, one object per line.")
    private OutputForm form = OutputForm.TEXT;

    LogDumpCommand(Terminal terminal, StopSignal stop) {
        super(terminal, stop);
    }

    @Override
    ExitCode run() {
        boolean isSound = true;
        for (var path : paths) {
            isSound &= dump(path);
        }
        return isSound ? ExitCode.OK : ExitCode.FAILED;
    }

    private boolean dump(Path path) {
        var dump = new SegmentDump(form == OutputForm.JSON);
        try {
            terminal.write(out -> dump.write(path, out));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "cannot read " + path + ": " + e, e);
        }
        dump.findings().forEach(terminal::say);
        return dump.isSound();
    }
}
