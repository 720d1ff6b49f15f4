package io.qanat.cli;

import io.qanat.cli.produce.JsonShape;
import io.qanat.cli.produce.LineShape;
import io.qanat.cli.produce.Shape;
import io.qanat.record.RecordHeader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say what a line is as a record. Confined to the main thread.
final class RecordOptions {
    private static final int JSON_BYTES_MAX = 64 * 1024 * 1024;

    @Option(
            names = "--key-separator",
            paramLabel = "TEXT",
            description = "Parts each line into key and value.")
    private @Nullable String keySeparator;

    @Option(names = "--key", paramLabel = "KEY", description = "The key of every record.")
    private @Nullable String key;

    @Option(
            names = "--header",
            paramLabel = "NAME=VALUE",
            converter = HeaderArgument.class,
            description = "A header of every record; may be given again, also by the same name.")
    private List<RecordHeader> headers = new ArrayList<>();

    @Option(
            names = {"-i", "--input"},
            paramLabel = "text|json",
            description =
                    "json: each line is an object with key, payload and headers, as consume -o json and --dead-letter write them (default: text).")
    private OutputForm form = OutputForm.TEXT;

    Shape shape() {
        if (form == OutputForm.JSON) {
            if (keySeparator != null || key != null) {
                throw new CommandFailure(
                        ExitCode.USAGE, "with --input json keys are the lines' own");
            }
            return new JsonShape();
        }
        if (keySeparator != null && key != null) {
            throw new CommandFailure(ExitCode.USAGE, "either --key or --key-separator, not both");
        }
        if (keySeparator != null && keySeparator.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, "--key-separator is empty");
        }
        if (keySeparator != null) {
            return LineShape.keyed(keySeparator);
        }
        return key == null ? LineShape.value() : LineShape.value(key);
    }

    /// How long a line may be: JSON may take more room than the record, which the producer
    /// measures.
    int lineBytesMax(int recordBytesMax) {
        return form == OutputForm.JSON ? Math.max(recordBytesMax, JSON_BYTES_MAX) : recordBytesMax;
    }

    List<RecordHeader> headers() {
        return List.copyOf(headers);
    }
}
