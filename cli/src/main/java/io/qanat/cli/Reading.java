package io.qanat.cli;

import io.qanat.cli.consume.NotThereException;
import io.qanat.cli.consume.ReadPlan;
import io.qanat.cli.consume.TopicReader;
import io.qanat.client.ClientException;
import io.qanat.client.consumer.FetcherConfig;
import io.qanat.client.consumer.PartitionFetcher;
import io.qanat.protocol.ErrorCode;

/// The reading of a topic by a command: connect, read, and one line when there is nothing to read.
/// Confined to the main thread.
record Reading(FetcherConfig config, ReadPlan plan, StopSignal stop) {
    private static final ErrorCode UNKNOWN = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;

    /// What is done with the reader.
    @FunctionalInterface
    interface Work {
        /// Reads.
        void run(TopicReader reader) throws InterruptedException;
    }

    /// Reads until the plan's end, or until the command is stopped.
    ///
    /// @return false when the reading ended for want of records, before the plan's end
    boolean run(Work work) {
        try (var fetcher = PartitionFetcher.create(config)) {
            var reader = new TopicReader(fetcher, plan);
            stop.stoppable(() -> {
                fetcher.awaitReady(TopicAdmin.CONNECT_MAX);
                work.run(reader);
            });
            return !reader.hasFallenSilent();
        } catch (NotThereException e) {
            throw new CommandFailure(ExitCode.FAILED, CommandFailure.line(e), e);
        } catch (ClientException e) {
            throw e.errorCode().filter(UNKNOWN::equals).isPresent() ? unknown(plan.topic(), e) : e;
        }
    }

    private static CommandFailure unknown(String topic, ClientException e) {
        return new CommandFailure(
                ExitCode.FAILED,
                "there is no topic " + topic + ": qanat topics list shows which there are",
                e);
    }
}
