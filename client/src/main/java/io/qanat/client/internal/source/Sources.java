package io.qanat.client.internal.source;

import io.qanat.client.BrokerException;
import io.qanat.client.ClientClosedException;
import io.qanat.client.ClientException;
import io.qanat.client.CorruptBatchException;
import io.qanat.client.OffsetOutOfRangeException;
import io.qanat.client.TopicPartition;
import io.qanat.client.consumer.FetcherConfig;
import io.qanat.client.internal.admin.Inquiries;
import io.qanat.client.internal.cluster.Cluster;
import io.qanat.client.internal.cluster.Core;
import io.qanat.client.internal.cluster.PartitionMetadata;
import io.qanat.client.internal.connection.Backoff;
import io.qanat.client.internal.connection.Connection;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.Payload;
import io.qanat.protocol.message.FetchResponse.PartitionData;
import io.qanat.record.CorruptRecordException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The core of a fetcher: keeps one request at each broker that leads an assigned partition, as
/// long as the inbox has room. Confined to the client's loop.
public final class Sources implements Core {
    private final FetcherConfig config;
    private final Cluster cluster;
    private final Inquiries inquiries;
    private final Inbox inbox;
    private final Backoff retryBackoff;

    /// Those that brought something last come last, so that no partition starves the others.
    private final LinkedHashMap<TopicPartition, Cursor> cursors = new LinkedHashMap<>();

    private final Set<Integer> fetchingBrokers = new HashSet<>();

    /// Has nothing assigned.
    public Sources(
            FetcherConfig config,
            Cluster cluster,
            Inquiries inquiries,
            Inbox inbox,
            Backoff retryBackoff) {
        this.config = config;
        this.cluster = cluster;
        this.inquiries = inquiries;
        this.inbox = inbox;
        this.retryBackoff = retryBackoff;
    }

    /// Fetches these partitions and no others.
    public void assign(Map<TopicPartition, Long> offsets, long generation, long nowNanos) {
        cursors.clear();
        offsets.forEach((partition, offset) -> {
            cluster.metadata().want(partition.topic(), nowNanos);
            cursors.put(partition, new Cursor(partition, offset, generation, nowNanos));
        });
    }

    /// Fetches a partition from another offset on, if it is assigned.
    public void seek(TopicPartition partition, long offset, long generation) {
        Cursor cursor = cursors.get(partition);
        if (cursor != null) {
            cursor.seek(offset, generation);
        }
    }

    @Override
    public void advance(long nowNanos) {
        inquiries.advance(nowNanos);
        if (!inbox.hasRoom()) {
            return;
        }
        var questions = new HashMap<Integer, List<FetchedFor>>();
        for (Cursor cursor : cursors.values()) {
            if (cursor.isDue(nowNanos)) {
                leader(cursor, nowNanos)
                        .filter(id -> !fetchingBrokers.contains(id))
                        .ifPresent(id ->
                                questions
                                        .computeIfAbsent(id, key -> new ArrayList<>())
                                        .add(cursor.question()));
            }
        }
        questions.forEach((id, asked) -> fetch(id, asked, nowNanos));
    }

    @Override
    public long nextDeadlineNanos(long nowNanos) {
        long next = inquiries.nextDeadlineNanos(nowNanos);
        for (Cursor cursor : cursors.values()) {
            long until = cursor.pausedUntilNanos();
            if (until - nowNanos > 0 && until - next < 0) {
                next = until;
            }
        }
        return next;
    }

    @Override
    public void abort(Throwable cause) {
        inquiries.abort(cause);
        inbox.close(
                cause instanceof ClientException known
                        ? known
                        : new ClientClosedException("the fetcher failed: " + cause, cause));
    }

    void fetchEnded(int brokerId) {
        fetchingBrokers.remove(brokerId);
    }

    void answered(FetchedFor question, PartitionData answer, long nowNanos) {
        Cursor cursor = cursors.get(question.partition());
        if (cursor == null || !cursor.isAt(question)) {
            return;
        }
        ErrorCode error = ErrorCode.of(answer.errorCode());
        if (error == ErrorCode.NONE) {
            received(cursor, question, answer);
        } else if (error == ErrorCode.OFFSET_OUT_OF_RANGE) {
            fail(cursor, new OffsetOutOfRangeException(question.partition(), question.offset()));
        } else if (error.retriable()) {
            retry(question, nowNanos);
        } else {
            fail(cursor, new BrokerException("fetch from " + question.partition(), error, null));
        }
    }

    /// Asks again later, perhaps another broker.
    void retry(FetchedFor question, long nowNanos) {
        Cursor cursor = cursors.get(question.partition());
        if (cursor != null && cursor.isAt(question)) {
            cluster.metadata().refresh(nowNanos);
            cursor.pauseUntil(nowNanos + retryBackoff.nanos(cursor.failures() + 1));
        }
    }

    private void received(Cursor cursor, FetchedFor question, PartitionData answer) {
        Payload records = answer.records();
        if (records == null || !records.hasRemaining()) {
            return;
        }
        try {
            FetchedBatches batches =
                    FetchedBatches.of(question, answer.highWatermark(), records.joined());
            inbox.put(batches);
            cursor.moveTo(batches.nextOffset());
            cursors.remove(question.partition());
            cursors.put(question.partition(), cursor);
        } catch (CorruptRecordException e) {
            fail(
                    cursor,
                    new CorruptBatchException(
                            question.partition(),
                            question.offset(),
                            String.valueOf(e.getMessage()),
                            e));
        }
    }

    private void fail(Cursor cursor, ClientException cause) {
        FetchedFor question = cursor.question();
        cursor.stop();
        inbox.put(new FetchFailure(question.partition(), question.generation(), cause));
    }

    private Optional<Integer> leader(Cursor cursor, long nowNanos) {
        TopicPartition partition = cursor.partition();
        Optional<Integer> leader =
                cluster.metadata()
                        .snapshot()
                        .partition(partition.topic(), partition.partition())
                        .filter(PartitionMetadata::hasLeader)
                        .map(PartitionMetadata::leaderId);
        if (leader.isEmpty()) {
            cluster.metadata().refresh(nowNanos);
        }
        return leader;
    }

    private void fetch(int brokerId, List<FetchedFor> questions, long nowNanos) {
        Optional<Connection> connection = cluster.connect(brokerId, nowNanos);
        if (connection.isPresent()) {
            fetchingBrokers.add(brokerId);
            connection.get().send(new FetchCall(brokerId, questions, config, this), nowNanos);
        }
    }
}
