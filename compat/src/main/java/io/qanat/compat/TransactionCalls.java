package io.qanat.compat;

import io.qanat.client.ClientException;
import io.qanat.client.producer.CommitOutcome;
import io.qanat.client.producer.CommitOutcome.CommitUnknown;
import io.qanat.client.producer.GroupMember;
import io.qanat.client.producer.GroupOffset;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.Transaction;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Kafka's transactional methods, in terms of ours. Confined to one thread at a time, as Kafka's
/// are.
///
/// After a commit of unknown fate only `commitTransaction` is left, which commits again; Kafka's
/// producer demands the same after a timeout.
final class TransactionCalls {
    private static final String NOT_ENABLED =
            "Cannot use transactional methods without enabling transactions by setting the"
                    + " transactional.id configuration property";
    private static final String TO_BE_RETRIED =
            "the last commitTransaction timed out, and must be called again";

    private final Producer<byte[], byte[]> producer;
    private final boolean isEnabled;
    private final Duration limit;
    private @Nullable Transaction<byte[], byte[]> open;
    private @Nullable CommitUnknown unknown;
    private boolean isInitialized;

    private interface Step {
        void run() throws InterruptedException;
    }

    /// @param limit how long a method may wait
    TransactionCalls(Producer<byte[], byte[]> producer, boolean isEnabled, Duration limit) {
        this.producer = producer;
        this.isEnabled = isEnabled;
        this.limit = limit;
    }

    void initialize() {
        step(() -> producer.initialize(limit));
        isInitialized = true;
    }

    void begin() {
        verify();
        if (!isInitialized || open != null) {
            throw new IllegalStateException(
                    open == null
                            ? "call initTransactions first"
                            : "a transaction is in progress already");
        }
        step(() -> open = producer.begin(limit));
    }

    void sendOffsets(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        verify();
        var ours = new HashMap<io.qanat.client.TopicPartition, GroupOffset>();
        offsets.forEach((partition, offset) ->
                ours.put(
                        new io.qanat.client.TopicPartition(
                                partition.topic(), partition.partition()),
                        new GroupOffset(
                                offset.offset(),
                                offset.leaderEpoch().orElse(-1),
                                offset.metadata())));
        opened().sendOffsets(
                        new GroupMember(
                                group.groupId(),
                                group.generationId(),
                                group.memberId(),
                                group.groupInstanceId()),
                        ours);
    }

    void commit() {
        CommitUnknown last = unknown;
        if (last == null) {
            Transaction<byte[], byte[]> ending = opened();
            step(() -> tell(ending.commit(limit)));
        } else {
            step(() -> tell(last.recourse().retry(limit)));
        }
    }

    void abort() {
        verify();
        Transaction<byte[], byte[]> ending = open;
        open = null;
        if (ending != null) {
            step(ending::abort);
        }
    }

    private void tell(CommitOutcome outcome) {
        open = null;
        unknown = null;
        switch (outcome) {
            case CommitOutcome.Committed committed -> {}
            case CommitOutcome.NotCommitted(ClientException cause) -> throw KafkaErrors.of(cause);
            case CommitUnknown undecided -> {
                unknown = undecided;
                throw new TimeoutException(undecided.cause().getMessage(), undecided.cause());
            }
        }
    }

    private void step(Step step) {
        refuseUnlessEnabled();
        try {
            step.run();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ClientException e) {
            throw KafkaErrors.of(e);
        } catch (IllegalStateException e) {
            throw new KafkaException(e.getMessage(), e);
        }
    }

    private Transaction<byte[], byte[]> opened() {
        verify();
        if (open == null) {
            throw new IllegalStateException("no transaction is in progress");
        }
        return open;
    }

    private void verify() {
        refuseUnlessEnabled();
        if (unknown != null) {
            throw new IllegalStateException(TO_BE_RETRIED);
        }
    }

    private void refuseUnlessEnabled() {
        if (!isEnabled) {
            throw new IllegalStateException(NOT_ENABLED);
        }
    }
}
