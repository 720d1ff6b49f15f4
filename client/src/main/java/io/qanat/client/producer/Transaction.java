package io.qanat.client.producer;

import io.qanat.client.ClientException;
import io.qanat.client.TopicPartition;
import io.qanat.client.internal.transaction.CommitResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// One transaction of a producer: its records and offsets count together, or not at all, for
/// readers that read what is committed.
///
/// A record that is not delivered, or an offset that is refused, dooms it: whatever is sent from
/// then on is refused, and [#commit] says [CommitOutcome.NotCommitted]. An open transaction ends by
/// itself, aborted, at nine tenths of `transaction.timeout.ms`.
///
/// Sending is thread-safe; one thread ends the transaction, once the others have sent what they
/// have.
public final class Transaction<K, V> implements AutoCloseable {
    private final Producer<K, V> producer;
    private final TransactionDesk desk;
    private final Duration limit;

    /// Written by the thread that ends the transaction.
    private volatile boolean isOver;

    Transaction(Producer<K, V> producer, TransactionDesk desk, Duration limit) {
        this.producer = producer;
        this.desk = desk;
        this.limit = limit;
    }

    /// Sends a record; as [Producer#send] does, at once and without waiting.
    ///
    /// @return a future that always completes normally; a delivered record counts when the
    ///   transaction is committed
    public CompletableFuture<Outcome> send(ProducerRecord<K, V> record) {
        return producer.send(record);
    }

    /// Sends a record; as [Producer#send] does, at once and without waiting.
    ///
    /// @param callback told of the outcome; [Callback#NONE] when nobody wants to know
    public void send(ProducerRecord<K, V> record, Callback callback) {
        producer.send(record, callback);
    }

    /// Sends a record, waiting while the send buffer is full.
    ///
    /// @param callback told of the outcome; [Callback#NONE] when nobody wants to know
    public void sendBlocking(ProducerRecord<K, V> record, Callback callback)
            throws InterruptedException {
        producer.sendBlocking(record, callback);
    }

    /// Makes offsets of a consumer group part of the transaction; does not wait. [#commit] waits
    /// for the answer.
    ///
    /// @param offsets of the records to be read next
    public void sendOffsets(String groupId, Map<TopicPartition, Long> offsets) {
        var plain = new HashMap<TopicPartition, GroupOffset>();
        offsets.forEach((partition, offset) -> plain.put(partition, GroupOffset.of(offset)));
        sendOffsets(GroupMember.none(groupId), plain);
    }

    /// Makes offsets of a consumer group part of the transaction, as one of its members; does not
    /// wait. When the group has gone on without the member, the transaction is doomed.
    public void sendOffsets(GroupMember member, Map<TopicPartition, GroupOffset> offsets) {
        if (isOver) {
            throw new IllegalStateException("the transaction has ended");
        }
        if (!offsets.isEmpty()) {
            desk.offsets(member, offsets);
        }
    }

    /// Commits what was sent, waiting for its delivery, for as long as `delivery.timeout.ms`.
    ///
    /// @throws InterruptedException while waiting; the commit goes on, and calling this again waits
    ///   for it
    /// @throws IllegalStateException from within a callback, for which it would wait
    public CommitOutcome commit() throws InterruptedException {
        return commit(limit);
    }

    /// Commits what was sent, waiting for its delivery.
    ///
    /// @param limitInAll how long to wait for the outcome
    /// @throws InterruptedException while waiting; the commit goes on, and calling this again waits
    ///   for it
    /// @throws IllegalStateException from within a callback, for which it would wait
    public CommitOutcome commit(Duration limitInAll) throws InterruptedException {
        producer.refuseInCallback("commit");
        refuseIfOver();
        CommitOutcome outcome = outcome(desk.commit(limitInAll));
        isOver = true;
        return outcome;
    }

    /// Aborts the transaction: nothing of it will ever count. Records that were not sent yet are
    /// given up.
    ///
    /// @throws ClientException why the coordinator has not confirmed it within
    ///   `delivery.timeout.ms`. It is aborted before this producer begins another transaction, and
    ///   at the latest when its timeout is over.
    /// @throws IllegalStateException when it was committed or may have been, and from within a
    ///   callback
    public void abort() throws InterruptedException {
        producer.refuseInCallback("abort");
        refuseIfOver();
        isOver = true;
        desk.abort(limit);
    }

    /// Has the transaction aborted unless it has ended; does not wait for it.
    @Override
    public void close() {
        if (!isOver) {
            isOver = true;
            desk.leave(limit);
        }
    }

    private void refuseIfOver() {
        if (isOver) {
            throw new IllegalStateException("the transaction has ended");
        }
    }

    private CommitOutcome outcome(CommitResult result) {
        return switch (result) {
            case CommitResult.Committed committed -> new CommitOutcome.Committed();
            case CommitResult.NotCommitted(ClientException cause) ->
                    new CommitOutcome.NotCommitted(cause);
            case CommitResult.Unknown(ClientException cause) ->
                    new CommitOutcome.CommitUnknown(cause, recourse());
        };
    }

    private CommitOutcome.Recourse recourse() {
        return new CommitOutcome.Recourse() {
            @Override
            public CommitOutcome retry(Duration limitInAll) throws InterruptedException {
                producer.refuseInCallback("retry");
                return outcome(desk.commitAgain(limitInAll));
            }

            @Override
            public void initialize(Duration limitInAll) throws InterruptedException {
                producer.initialize(limitInAll);
            }
        };
    }
}
