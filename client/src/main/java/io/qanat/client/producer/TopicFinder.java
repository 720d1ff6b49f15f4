package io.qanat.client.producer;

import io.qanat.client.BrokerException;
import io.qanat.client.ClientException;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.DeadlineException;
import io.qanat.client.UnreachableException;
import io.qanat.client.admin.PartitionDescription;
import io.qanat.client.admin.TopicDescription;
import io.qanat.client.internal.cluster.Metadata;
import io.qanat.client.internal.cluster.MetadataSnapshot;
import io.qanat.client.internal.cluster.PartitionMetadata;
import io.qanat.client.internal.cluster.TopicMetadata;
import io.qanat.client.internal.net.ClientLoop;
import io.qanat.client.internal.sink.Sinks;
import io.qanat.protocol.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/// What a producer knows of the cluster and its topics, for those who ask. Thread-safe.
final class TopicFinder {
    private final ConnectionConfig config;
    private final ClientLoop loop;
    private final Sinks sinks;
    private final Metadata metadata;

    TopicFinder(ConnectionConfig config, ClientLoop loop, Sinks sinks, Metadata metadata) {
        this.config = config;
        this.loop = loop;
        this.sinks = sinks;
        this.metadata = metadata;
    }

    /// Waits until a topic's partitions are known.
    TopicDescription await(String name, Duration limit) throws InterruptedException {
        CompletableFuture<TopicMetadata> answer = ask(name);
        try {
            TopicMetadata topic = answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (!topic.isKnown()) {
                throw new BrokerException("finding topic " + name, topic.error(), null);
            }
            return description(topic);
        } catch (TimeoutException e) {
            ClientException last = metadata.lastFailure().orElseGet(() -> refusal(name));
            throw new DeadlineException("finding topic " + name, limit, 1, last);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ClientException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            // Nobody waits any more.
            answer.cancel(false);
        }
    }

    Optional<TopicDescription> known(String name) {
        Optional<TopicMetadata> topic =
                metadata.snapshot().topic(name).filter(TopicMetadata::isKnown);
        if (topic.isEmpty()) {
            ask(name).cancel(false);
        }
        return topic.map(TopicFinder::description);
    }

    Optional<ClientException> trouble() {
        loop.execute(sinks::probe);
        Optional<ClientException> last = metadata.lastFailure();
        return last.isEmpty() && metadata.snapshot().equals(MetadataSnapshot.EMPTY)
                ? Optional.of(
                        new UnreachableException(
                                config.bootstrap().endpoints().getFirst(), "no answer yet", null))
                : last;
    }

    private CompletableFuture<TopicMetadata> ask(String name) {
        var answer = new CompletableFuture<TopicMetadata>();
        loop.execute(() -> sinks.ask(name, answer));
        return answer;
    }

    private ClientException refusal(String name) {
        return new BrokerException(
                "finding topic " + name,
                metadata.snapshot()
                        .topic(name)
                        .map(TopicMetadata::error)
                        .orElse(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION),
                null);
    }

    private static TopicDescription description(TopicMetadata topic) {
        List<PartitionMetadata> partitions = topic.partitions();
        return new TopicDescription(
                topic.name(),
                topic.id(),
                topic.isInternal(),
                IntStream.range(0, partitions.size())
                        .mapToObj(index -> description(index, partitions.get(index)))
                        .toList());
    }

    private static PartitionDescription description(int index, PartitionMetadata partition) {
        return new PartitionDescription(
                index,
                partition.leaderId(),
                partition.leaderEpoch(),
                partition.replicas(),
                partition.inSyncReplicas());
    }
}
