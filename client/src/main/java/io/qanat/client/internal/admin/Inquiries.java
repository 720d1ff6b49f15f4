package io.qanat.client.internal.admin;

import io.qanat.client.ClientClosedException;
import io.qanat.client.TopicPartition;
import io.qanat.client.internal.cluster.Cluster;
import io.qanat.client.internal.cluster.Core;
import io.qanat.client.internal.cluster.PartitionMetadata;
import io.qanat.client.internal.connection.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The open questions of a client. It drives the cluster as well. Confined to the client's loop.
public final class Inquiries implements Core {
    private final Cluster cluster;
    private final List<Question<?>> open = new ArrayList<>();
    private boolean isAborted;

    /// Questions to be put to `cluster`.
    public Inquiries(Cluster cluster) {
        this.cluster = cluster;
    }

    /// Takes a question, to be asked with the next turn.
    public void ask(Question<?> question, Throwable closed) {
        if (isAborted) {
            question.fail(closed);
        } else {
            open.add(question);
        }
    }

    @Override
    public void advance(long nowNanos) {
        cluster.advance(nowNanos);
        for (Question<?> question : open) {
            question.expire(nowNanos, cluster.metadata().lastFailure().orElse(null));
            if (!question.isDone() && question.isDue(nowNanos)) {
                connection(question, nowNanos)
                        .ifPresent(connection -> {
                            question.asked(nowNanos);
                            connection.send(question, nowNanos);
                        });
            }
        }
        open.removeIf(Question::isDone);
    }

    private Optional<Connection> connection(Question<?> question, long nowNanos) {
        if (question.leader().isPresent()) {
            return leader(question, question.leader().get(), nowNanos);
        }
        return question.broker().isPresent()
                ? cluster.connect(question.broker().getAsInt(), nowNanos)
                : cluster.connectAny(nowNanos);
    }

    private Optional<Connection> leader(
            Question<?> question, TopicPartition partition, long nowNanos) {
        cluster.metadata().want(partition.topic(), nowNanos);
        Optional<PartitionMetadata> leader =
                cluster.metadata()
                        .snapshot()
                        .partition(partition.topic(), partition.partition())
                        .filter(PartitionMetadata::hasLeader);
        if (leader.isEmpty() || question.isRepeated()) {
            cluster.metadata().refresh(nowNanos);
        }
        return leader.flatMap(known -> cluster.connect(known.leaderId(), nowNanos));
    }

    @Override
    public long nextDeadlineNanos(long nowNanos) {
        long next = cluster.nextDeadlineNanos(nowNanos);
        for (Question<?> question : open) {
            // One that is due waits for a connection, whose events wake the loop.
            long deadline = question.nextDeadlineNanos(nowNanos);
            if (deadline - next < 0) {
                next = deadline;
            }
        }
        return next;
    }

    @Override
    public void abort(Throwable cause) {
        isAborted = true;
        cluster.close(new ClientClosedException("the admin client was closed"), 0);
        open.forEach(question -> question.fail(cause));
        open.clear();
    }
}
