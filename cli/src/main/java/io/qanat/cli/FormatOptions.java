package io.qanat.cli;

import io.qanat.cli.text.JsonRecords;
import io.qanat.cli.text.RecordFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say how records are written. Confined to the main thread.
final class FormatOptions {
    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "What is written of each record (default: %%v\\n).")
    private @Nullable String format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            description =
                    "json: one object per line, with all parts of the record (default: text).")
    private OutputForm form = OutputForm.TEXT;

    RecordWriter writer() {
        if (form == OutputForm.JSON) {
            if (format != null) {
                throw new CommandFailure(
                        ExitCode.USAGE, "either --format or --output json, not both");
            }
            return JsonRecords::write;
        }
        try {
            return (format == null ? RecordFormat.VALUE_LINES : RecordFormat.parse(format))::write;
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, CommandFailure.line(e), e);
        }
    }
}
