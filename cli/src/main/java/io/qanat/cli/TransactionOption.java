package io.qanat.cli;

import io.qanat.cli.produce.SendTally;
import io.qanat.client.ClientException;
import io.qanat.client.producer.CommitOutcome;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.Transaction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Option;

/// The option that puts all lines into one transaction. Confined to the main thread.
final class TransactionOption {
    /// What brokers allow at most, unless they are configured otherwise: all lines are to be read
    /// within.
    private static final String TIMEOUT_MILLIS = "900000";

    private static final String UNTOLD = "not known whether the transaction was committed: ";

    @Option(
            names = "--transactional",
            description =
                    "Sends all lines in one transaction: it is committed when every line is delivered, and aborted otherwise.")
    private boolean isGiven;

    /// A producer's defaults: an id that nobody else has, and time to read all lines.
    Map<String, String> defaults(Map<String, String> usual) {
        if (!isGiven) {
            return usual;
        }
        var more = new LinkedHashMap<>(usual);
        more.put("transactional.id", "qanat-produce-" + UUID.randomUUID());
        more.put("transaction.timeout.ms", TIMEOUT_MILLIS);
        return more;
    }

    /// Refuses what it cannot be given with, or without.
    void verify(ProducerConfig config, boolean resumes) {
        if (config.isTransactional() && !isGiven) {
            throw new CommandFailure(
                    ExitCode.USAGE, "-X transactional.id: lines need --transactional");
        }
        if (isGiven && resumes) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "either --transactional, which sends all lines or none, or --resume, not both");
        }
    }

    /// Begins the transaction, if there is to be one.
    Optional<Transaction<byte[], byte[]>> begin(
            Producer<byte[], byte[]> producer, StopSignal stop) {
        var begun = new AtomicReference<Transaction<byte[], byte[]>>();
        if (isGiven) {
            stop.stoppable(() -> begun.set(producer.begin(TopicAdmin.CONNECT_MAX)));
        }
        return Optional.ofNullable(begun.get());
    }

    /// Ends the transaction: commits it if every line was delivered.
    ///
    /// @throws CommandFailure when it is not committed although every line was delivered
    static void end(
            Transaction<byte[], byte[]> transaction,
            SendTally tally,
            Terminal terminal,
            StopSignal stop) {
        if (stop.isRaised() || tally.summary().failedCount() > 0) {
            transaction.close();
            terminal.say("transaction aborted: none of the lines counts");
            return;
        }
        var outcome = new AtomicReference<CommitOutcome>();
        stop.stoppable(() -> outcome.set(transaction.commit()));
        switch (outcome.get()) {
            case null ->
                    throw new CommandFailure(ExitCode.FAILED, UNTOLD + "interrupted meanwhile");
            case CommitOutcome.Committed committed -> terminal.say("transaction committed");
            case CommitOutcome.NotCommitted(ClientException cause) ->
                    throw new CommandFailure(
                            ExitCode.FAILED,
                            "transaction aborted: " + CommandFailure.line(cause),
                            cause);
            case CommitOutcome.CommitUnknown unknown ->
                    throw new CommandFailure(
                            ExitCode.FAILED,
                            UNTOLD + CommandFailure.line(unknown.cause()),
                            unknown.cause());
        }
    }
}
