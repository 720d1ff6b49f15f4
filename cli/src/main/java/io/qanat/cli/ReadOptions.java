package io.qanat.cli;

import io.qanat.cli.consume.ReadPlan;
import io.qanat.cli.consume.StartPosition;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The options that say what is read. Confined to the main thread.
final class ReadOptions {
    @Parameters(
            paramLabel = "TOPIC",
            converter = TopicArgument.class,
            description = "What to read.")
    private String topic = "";

    @Option(names = "--from-beginning", description = "Starts at the earliest record.")
    private boolean fromBeginning;

    @Option(
            names = "--offset",
            paramLabel = "N",
            description = "Starts at this offset of each partition.")
    private @Nullable Long offset;

    @Option(names = "--partition", paramLabel = "N", description = "Reads this partition only.")
    private @Nullable Integer partition;

    @Option(names = "--follow", description = "Goes on with records as they come.")
    private boolean follows;

    @Option(
            names = "--max",
            paramLabel = "N",
            description = "Ends after so many records, and waits for them.")
    private @Nullable Long countMax;

    @Option(
            names = "--timeout",
            paramLabel = "D",
            converter = DurationConverter.class,
            description =
                    "Ends when no record came for so long, as 500ms, 5s, 2m; with code 5 when --max is not reached.")
    private @Nullable Duration silenceMax;

    ReadPlan plan() {
        if (offset != null && fromBeginning) {
            throw new CommandFailure(
                    ExitCode.USAGE, "either --offset or --from-beginning, not both");
        }
        requireNotNegative("--offset", offset);
        requireNotNegative("--max", countMax);
        requireNotNegative("--partition", partition);
        return new ReadPlan(
                topic,
                partition == null ? OptionalInt.empty() : OptionalInt.of(partition),
                start(),
                countMax == null ? OptionalLong.empty() : OptionalLong.of(countMax),
                !follows && countMax == null,
                Optional.ofNullable(silenceMax));
    }

    private StartPosition start() {
        if (offset != null) {
            return new StartPosition.At(offset);
        }
        return follows && !fromBeginning
                ? new StartPosition.Latest()
                : new StartPosition.Earliest();
    }

    /// Refuses a number below 0, if one was given.
    static void requireNotNegative(String option, @Nullable Number value) {
        if (value != null && value.longValue() < 0) {
            throw new CommandFailure(ExitCode.USAGE, option + " " + value + " is below 0");
        }
    }
}
