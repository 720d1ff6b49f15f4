package io.qanat.cli;

import io.qanat.cli.produce.Progress;
import io.qanat.cli.produce.ProgressFile;
import io.qanat.cli.produce.Snapshot;
import io.qanat.cli.produce.TopicTail;
import io.qanat.client.admin.NewTopic;
import io.qanat.client.consumer.FetcherConfig;
import io.qanat.client.consumer.PartitionFetcher;
import io.qanat.client.producer.Acks;
import io.qanat.client.producer.ProducerConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Option;

/// The option that has a file go on from where an earlier run ended. Confined to the main thread.
final class ResumeOption {
    @Option(
            names = "--resume",
            description =
                    "Notes in FILE.TOPIC.progress how far FILE is, and passes over what an earlier run delivered. Nobody else may write the same records to the topic meanwhile.")
    private boolean isGiven;

    boolean isGiven() {
        return isGiven;
    }

    /// Refuses what it cannot be given with.
    void verify(List<Path> files, boolean hasDeadLetters) {
        if (isGiven && (files.size() != 1 || files.getFirst().equals(Path.of("-")))) {
            throw new CommandFailure(ExitCode.USAGE, "--resume needs one FILE");
        }
        if (isGiven && hasDeadLetters) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "either --resume, which sends again what was not delivered, or --dead-letter, not both");
        }
    }

    /// What was noted, checked against the topic, which is made unless it is there.
    Optional<Progress> open(
            List<Path> files, String topic, ProducerConfig config, StopSignal stop) {
        if (!isGiven) {
            return Optional.empty();
        }
        if (config.acks() == Acks.NONE) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--resume needs acknowledgements, not --acks 0");
        }
        try (var admin = TopicAdmin.connect(config.connection())) {
            admin.provide(new NewTopic(topic));
        }
        var file = ProgressFile.of(files.getFirst(), topic);
        var opened = new AtomicReference<Progress>();
        try (var fetcher =
                PartitionFetcher.create(FetcherConfig.builder(config.connection()).build())) {
            stop.stoppable(() -> {
                fetcher.awaitReady(TopicAdmin.CONNECT_MAX);
                opened.set(progress(file, fetcher, topic));
            });
        }
        return Optional.ofNullable(opened.get());
    }

    private static Progress progress(ProgressFile file, PartitionFetcher fetcher, String topic)
            throws InterruptedException {
        var noted = file.read();
        var tail =
                noted.isEmpty()
                        ? TopicTail.empty(fetcher, topic)
                        : TopicTail.read(fetcher, topic, noted.get().next());
        var before = noted.orElseGet(() -> Snapshot.beginning(topic, tail.ends()));
        var progress = new Progress(file, before, tail.ends(), tail.contents());
        // Before the first line is sent: else nobody would know where to look for it.
        progress.write();
        progress.verify();
        return progress;
    }
}
