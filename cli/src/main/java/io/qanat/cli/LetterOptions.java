package io.qanat.cli;

import io.qanat.cli.consume.ReadPlan;
import io.qanat.cli.consume.StartPosition;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The options that say which letters of a dead-letter topic are meant. Confined to the main
/// thread.
final class LetterOptions {
    @Parameters(
            paramLabel = "TOPIC",
            converter = TopicArgument.class,
            description = "The dead-letter topic, as orders-dlq.")
    private String topic = "";

    @Option(
            names = "--partition",
            paramLabel = "N",
            description = "Letters of this partition only.")
    private @Nullable Integer partition;

    @Option(
            names = "--offset",
            paramLabel = "N",
            description = "Letters from this offset of each partition on (default: all).")
    private @Nullable Long offset;

    @Option(names = "--max", paramLabel = "N", description = "So many letters at most.")
    private @Nullable Long countMax;

    String topic() {
        return topic;
    }

    /// To where the topic ends now.
    ReadPlan plan() {
        ReadOptions.requireNotNegative("--offset", offset);
        ReadOptions.requireNotNegative("--max", countMax);
        ReadOptions.requireNotNegative("--partition", partition);
        return new ReadPlan(
                topic,
                partition == null ? OptionalInt.empty() : OptionalInt.of(partition),
                offset == null ? new StartPosition.Earliest() : new StartPosition.At(offset),
                countMax == null ? OptionalLong.empty() : OptionalLong.of(countMax),
                true,
                Optional.empty());
    }
}
