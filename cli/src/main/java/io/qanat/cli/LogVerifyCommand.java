package io.qanat.cli;

import io.qanat.cli.embedded.FolderHolder;
import io.qanat.cli.text.Amounts;
import io.qanat.cli.text.ByteOutput;
import io.qanat.cli.text.JsonText;
import io.qanat.cli.text.OutputException;
import io.qanat.log.TopicPartition;
import io.qanat.log.inspect.Finding;
import io.qanat.log.inspect.FolderInspection;
import io.qanat.log.inspect.Tally;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `log verify`: whether all that is in a data folder is as it should be.
@Command(
        name = "verify",
        description =
                "Reads all files of a data folder, which may be in use, and names what is damaged.",
        footer = {"", "Exit codes: 0 sound, 1 damage found, 2 usage, 3 the folder cannot be read."})
final class LogVerifyCommand extends QanatCommand {
    @Parameters(
            arity = "0..*",
            paramLabel = "TOPIC[-PARTITION]",
            description = "What is read (default: all).")
    private List<String> names = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            defaultValue = "text",
            description = "json: one object per line and finding.")
    private OutputForm form = OutputForm.TEXT;

    @Mixin private DataFolderOption dataFolder = new DataFolderOption();

    LogVerifyCommand(Terminal terminal, StopSignal stop) {
        super(terminal, stop);
    }

    @Override
    ExitCode run() {
        Path folder = dataFolder.path(terminal);
        requireAll(new FolderPaths(folder));
        var inspection = FolderInspection.of(folder, FolderHolder.use(folder));
        long start = terminal.nanos().getAsLong();
        var result = new Result();
        try {
            terminal.write(out ->
                    result.tally =
                            inspection.verify(this::isChosen, finding -> tell(finding, out)));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.UNREACHABLE, FileTrouble.line(folder, e), e);
        }
        terminal.say(summary(result.tally, terminal.nanos().getAsLong() - start));
        return result.tally.isSound() ? ExitCode.OK : ExitCode.FAILED;
    }

    private static final class Result {
        private Tally tally = new Tally(0, 0, 0, 0, 0, 0);
    }

    private void requireAll(FolderPaths paths) {
        var partitions = paths.partitions();
        for (var name : names) {
            if (partitions.stream().noneMatch(found -> FolderPaths.isNamed(found, name))) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "'" + name + "' is no topic or partition of " + paths.folder());
            }
        }
    }

    private boolean isChosen(TopicPartition partition) {
        return names.isEmpty()
                || names.stream().anyMatch(name -> FolderPaths.isNamed(partition, name));
    }

    /// A reader that has enough does not end the reading: how it ends is the exit code.
    private void tell(Finding finding, ByteOutput out) {
        try {
            write(finding, out);
        } catch (OutputException e) {
            if (!e.isReaderGone()) {
                throw e;
            }
        }
    }

    private void write(Finding finding, ByteOutput out) {
        var severity = finding.severity().name().toLowerCase(Locale.ROOT);
        out.put(
                form == OutputForm.TEXT
                        ? severity + ": " + finding + "\n"
                        : "{\"severity\":%s,\"file\":%s,\"position\":%d,\"text\":%s}\n"
                                .formatted(
                                        JsonText.quoted(severity),
                                        JsonText.quoted(finding.file().toString()),
                                        finding.position(),
                                        JsonText.quoted(finding.text())));
        out.flush();
    }

    private static String summary(Tally tally, long nanos) {
        return "read %s, %s, %s, %s in %s: %s%s"
                .formatted(
                        Amounts.count(tally.partitions(), "partition"),
                        Amounts.count(tally.segments(), "segment"),
                        tally.batches() == 1
                                ? "1 batch"
                                : Amounts.count(tally.batches()) + " batches",
                        Amounts.size(tally.bytes()),
                        Amounts.time(Math.max(nanos, TimeUnit.MICROSECONDS.toNanos(1))),
                        tally.isSound()
                                ? "no damage"
                                : "DAMAGED, " + Amounts.count(tally.damages(), "finding"),
                        tally.notes() == 0 ? "" : ", " + Amounts.count(tally.notes(), "note"));
    }
}
