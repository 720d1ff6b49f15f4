package io.qanat.sim.session;

import io.qanat.log.Appended;
import io.qanat.log.Durability;
import io.qanat.log.LogException;
import io.qanat.log.LogSealedException;
import io.qanat.log.OutOfOrderSequenceException;
import io.qanat.log.TopicPartition;
import io.qanat.log.UnknownPartitionException;
import io.qanat.sim.oracle.Oracle;
import io.qanat.sim.oracle.Violation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;

/// What was asked of one running log and not answered yet, and the telling of the answers to the
/// oracle.
final class Answers {
    private final Oracle oracle;
    private final int leaderEpoch;
    private final List<Asked> open = new ArrayList<>();
    private final int failedSyncsBefore;
    private boolean sealed;

    Answers(Oracle oracle, int leaderEpoch, Terms terms) {
        this.oracle = oracle;
        this.failedSyncsBefore = terms.failedSyncs().getAsInt();
        this.leaderEpoch = leaderEpoch;
    }

    void expect(Asked asked) {
        open.add(asked);
    }

    boolean awaitCreationOf(TopicPartition partition) {
        return open.stream()
                .anyMatch(asked ->
                        asked instanceof Asked.Create create
                                && create.partition().equals(partition));
    }

    /// Tells all answers, when all were given.
    void tellWhenAllDone(Terms terms) {
        if (open.stream().allMatch(asked -> asked.answer().isDone())) {
            tell(terms, false);
        }
    }

    /// Tells all answers, in the order in which they were asked for.
    ///
    /// @param stopped whether the computer stopped, so that some never come
    void tell(Terms terms, boolean stopped) {
        boolean sealedBefore = sealed;
        for (Asked asked : open) {
            if (!asked.answer().isDone()) {
                requireStopped(asked, stopped);
                unknown(asked);
            } else {
                Optional<LogException> failure = failure(asked);
                if (failure.isEmpty()) {
                    requireUnsealed(asked, terms, sealedBefore);
                    good(asked);
                } else {
                    bad(asked, failure.get(), terms, sealedBefore);
                }
            }
        }
        open.clear();
    }

    private static void requireStopped(Asked asked, boolean stopped) {
        if (!stopped) {
            throw new Violation("never answered: " + asked);
        }
    }

    private void requireUnsealed(Asked asked, Terms terms, boolean sealedBefore) {
        if (sealedBefore) {
            throw new Violation("a log that had sealed itself took " + asked);
        }
        if (terms.failedSyncs().getAsInt() > failedSyncsBefore && waitsForSync(asked)) {
            throw new Violation("answered as durable after a sync had failed: " + asked);
        }
    }

    /// What was durable before needs no sync.
    private boolean waitsForSync(Asked asked) {
        return switch (asked) {
            case Asked.Append append -> append.durability() == Durability.SYNCED;
            case Asked.Next next ->
                    next.durability() == Durability.SYNCED
                            && !oracle.isPromised(next.partition(), next.numbered().batch());
            case Asked.Create create -> false;
            case Asked.Delete delete -> false;
        };
    }

    private static Optional<LogException> failure(Asked asked) {
        try {
            asked.answer().join();
            return Optional.empty();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LogException failure) {
                return Optional.of(failure);
            }
            throw new Violation("answered with a defect: " + asked, e);
        }
    }

    private void good(Asked asked) {
        switch (asked) {
            case Asked.Create create -> oracle.isThere(create.partition());
            case Asked.Delete delete -> oracle.isGone(delete.partition());
            case Asked.Append append -> {
                requireOffset(append, append.answer().join(), oracle.end(append.partition()));
                isThere(append.partition(), append.batches(), append.durability());
            }
            case Asked.Next next -> good(next);
        }
    }

    private void good(Asked.Next next) {
        Appended appended = next.answer().join();
        ByteBuffer batch = next.numbered().batch();
        OptionalLong known = oracle.offset(next.partition(), batch);
        requireOffset(next, appended, known.orElse(oracle.end(next.partition())));
        if (known.isEmpty()) {
            if (isBehindAGap(next)) {
                throw new Violation("not the next of its producer, but taken: " + next);
            }
            isThere(next.partition(), List.of(batch), next.durability());
        } else if (next.durability() == Durability.SYNCED) {
            oracle.isDurableUpTo(next.partition(), appended.lastOffset() + 1);
        }
    }

    private static void requireOffset(Asked asked, Appended appended, long expected) {
        if (appended.baseOffset() != expected) {
            throw new Violation(
                    asked + " is answered with " + appended + " instead of offset " + expected);
        }
    }

    private void isThere(
            TopicPartition partition, List<ByteBuffer> batches, Durability durability) {
        if (durability == Durability.SYNCED) {
            oracle.isDurable(partition, batches, leaderEpoch);
        } else {
            oracle.isWritten(partition, batches, leaderEpoch);
        }
    }

    /// Whether the batch before it is not in the log.
    private boolean isBehindAGap(Asked.Next next) {
        return next.numbered().before().isPresent()
                && oracle.offset(next.partition(), next.numbered().before().get()).isEmpty();
    }

    private void bad(Asked asked, LogException failure, Terms terms, boolean sealedBefore) {
        boolean seals = failure instanceof LogSealedException;
        if (!terms.excuses().test(failure)
                && !wasNotCreated(asked, failure)
                && !wasOvertaking(asked, failure)) {
            throw new Violation("no reason to refuse " + asked, failure);
        }
        if (seals && !sealedBefore) {
            unknown(asked);
        } else if (asked instanceof Asked.Delete delete) {
            oracle.isThere(delete.partition());
        }
        // A refused creation may have left a folder behind, which an opening takes for a partition.
        sealed |= seals;
    }

    /// Whether it was asked of a partition whose creation was refused.
    private boolean wasNotCreated(Asked asked, LogException failure) {
        return failure instanceof UnknownPartitionException
                && !oracle.partitions().contains(asked.partition());
    }

    /// Whether the batch before it was refused.
    private boolean wasOvertaking(Asked asked, LogException failure) {
        return failure instanceof OutOfOrderSequenceException
                && asked instanceof Asked.Next next
                && isBehindAGap(next);
    }

    private void unknown(Asked asked) {
        if (asked instanceof Asked.Append append) {
            oracle.mayBeThere(append.partition(), append.batches(), leaderEpoch);
        } else if (asked instanceof Asked.Next next) {
            ByteBuffer batch = next.numbered().batch();
            if (oracle.offset(next.partition(), batch).isEmpty()) {
                oracle.mayBeThere(next.partition(), List.of(batch), leaderEpoch);
            }
        }
    }
}
