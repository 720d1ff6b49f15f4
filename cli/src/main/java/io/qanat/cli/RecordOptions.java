package io.qanat.cli;

import io.qanat.cli.produce.LineShape;
import io.qanat.record.RecordHeader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say what a line is as a record. Confined to the main thread.
final class RecordOptions {
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
            description = "A header of every record; may be given again.")
    private Map<String, String> headers = new LinkedHashMap<>();

    LineShape shape() {
        if (keySeparator != null && key != null) {
            throw new CommandFailure(ExitCode.USAGE, "either --key or --key-separator, not both");
        }
        if (keySeparator != null) {
            return LineShape.keyed(keySeparator);
        }
        return key == null ? LineShape.value() : LineShape.value(key);
    }

    List<RecordHeader> headers() {
        return headers.entrySet().stream()
                .map(header ->
                        new RecordHeader(
                                header.getKey(), StandardCharsets.UTF_8.encode(header.getValue())))
                .toList();
    }
}
