package io.qanat.cli;

import io.qanat.cli.dlq.Replay;
import io.qanat.cli.dlq.ReplayRules;
import io.qanat.cli.dlq.ReplayTally;
import io.qanat.cli.text.RecordView;
import io.qanat.client.consumer.FetcherConfig;
import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `dlq replay`: dead letters go back to where they were meant to go.
@Command(
        name = "replay",
        description = "Sends the letters of a dead-letter topic to their own topics again.",
        footer = {
            "",
            "A record is sent as it was, without the letter's headers, and with one that",
            "counts: dead-letter-replays. Letters stay in the dead-letter topic, and no",
            "notes are kept: the summary says where the next replay is to begin.",
            "Exits with 1 when a letter was not sent, or cannot be.",
        })
final class DlqReplayCommand extends QanatCommand {
    private static final Duration HURRY = Duration.ofSeconds(5);

    @Mixin private LetterOptions letters = new LetterOptions();

    @Option(
            names = "--to",
            paramLabel = "TOPIC",
            converter = TopicArgument.class,
            description = "Sends all letters to this topic.")
    private @Nullable String to;

    @Option(
            names = "--replays-max",
            paramLabel = "N",
            description = "Leaves letters that were sent again so often (default: 5).")
    private int replaysMax = 5;

    @Option(
            names = "--dry-run",
            description =
                    "Sends nothing, and writes PARTITION:OFFSET and topic of each letter that would be sent.")
    private boolean isRehearsal;

    @Mixin private PropertyOption properties = new PropertyOption();
    @Mixin private Target target = new Target();

    DlqReplayCommand(Terminal terminal, StopSignal stop) {
        super(terminal, stop);
    }

    @Override
    ExitCode run() {
        var plan = letters.plan();
        if (letters.topic().equals(to)) {
            throw new CommandFailure(ExitCode.USAGE, "--to " + to + " is where the letters are");
        }
        if (replaysMax < 1) {
            throw new CommandFailure(ExitCode.USAGE, "--replays-max " + replaysMax + " is below 1");
        }
        var settings = properties.settings(Map.of());
        ProducerConfig.fromProperties(settings.anywhere());
        var tally = new ReplayTally(letters.topic(), isRehearsal);
        try (var reach = target.reach(terminal, stop)) {
            var config = ProducerConfig.fromProperties(settings.at(reach.bootstrap()));
            var fetching = FetcherConfig.builder(config.connection()).build();
            var reading = new Reading(fetching, plan, stop);
            if (isRehearsal) {
                read(reading, this::show, tally);
            } else {
                send(reading, config, tally);
            }
            tally.lines().forEach(terminal::say);
            stop.verify();
            return tally.hasFailures() ? ExitCode.FAILED : ExitCode.OK;
        }
    }

    private void send(Reading reading, ProducerConfig config, ReplayTally tally) {
        try (var producer = Producer.create(config, Serializer.BYTES, Serializer.BYTES)) {
            read(reading, (letter, record, told) -> producer.sendBlocking(record, told), tally);
            stop.stoppable(producer::flush);
            producer.close(stop.isRaised() ? HURRY : config.deliveryTimeout());
        }
    }

    private void read(Reading reading, Replay.Sending sending, ReplayTally tally) {
        var rules = new ReplayRules(Optional.ofNullable(to), replaysMax);
        reading.run(reader -> reader.read(new Replay(sending, rules, tally)));
    }

    private void show(RecordView letter, ProducerRecord<byte[], byte[]> record, Callback told) {
        terminal.writeLine(letter.partition() + ":" + letter.offset() + "\t" + record.topic());
        told.completed(new Outcome.Delivered(record.topic(), 0, -1, 0));
    }
}
