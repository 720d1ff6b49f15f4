package io.qanat.it.kafka;

import static java.util.Objects.requireNonNull;

import io.qanat.cluster.Cluster;
import io.qanat.cluster.ClusterPlan;
import io.qanat.cluster.Layout;
import io.qanat.cluster.NodeCommand;
import io.qanat.cluster.NodeState;
import io.qanat.cluster.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.awaitility.Awaitility;

/// Apache Kafka as a cluster of processes that end with this JVM, and its own admin client. Topics
/// are not made by using them, and a broker that is silent for three seconds counts as dead.
/// Confined to one thread.
public final class KafkaCluster implements AutoCloseable {
    private static final Duration HEALTH_WAIT_MAX = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Cluster cluster;
    private final Optional<Moat> moat;
    private final Admin admin;

    private KafkaCluster(Cluster cluster, Optional<Moat> moat) {
        this.cluster = cluster;
        this.moat = moat;
        this.admin =
                Admin.create(
                        Map.of(
                                "bootstrap.servers",
                                cluster.plan().bootstrap(),
                                "request.timeout.ms",
                                5_000,
                                "default.api.timeout.ms",
                                60_000));
    }

    /// Starts all nodes in a fresh folder.
    public static KafkaCluster start(Layout layout) throws IOException {
        return start(plan(layout));
    }

    /// A plan for a fresh folder.
    public static ClusterPlan plan(Layout layout) throws IOException {
        Path folder = Files.createTempDirectory("qanat-cluster");
        return ClusterPlan.of(folder, layout, Ports::free)
                .with("auto.create.topics.enable", "false")
                .with("broker.session.timeout.ms", "3000")
                .with("broker.heartbeat.interval.ms", "500");
    }

    /// Starts all nodes of a plan.
    public static KafkaCluster start(ClusterPlan plan) {
        return start(plan, Optional.empty());
    }

    /// Starts all nodes of a plan behind proxies, which stay open when it closes.
    public static KafkaCluster start(Moat moat) {
        return start(moat.plan(), Optional.of(moat));
    }

    private static KafkaCluster start(ClusterPlan plan, Optional<Moat> moat) {
        var cluster = new Cluster(plan, new NodeCommand(KafkaJars.folder(), true));
        try {
            cluster.start();
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
        return new KafkaCluster(cluster, moat);
    }

    /// Its processes.
    public Cluster processes() {
        return cluster;
    }

    /// The proxies around it, if it has any.
    public Optional<Moat> moat() {
        return moat;
    }

    public String bootstrap() {
        return cluster.plan().bootstrap();
    }

    public Admin admin() {
        return admin;
    }

    public TopicDescription describe(String topic) {
        return requireNonNull(
                answer(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic));
    }

    /// The node that leads a partition; waits until there is one.
    public int leader(String topic, int partition) {
        await(
                "a leader of " + topic,
                () -> {
                    var node = describe(topic).partitions().get(partition).leader();
                    return node != null && !node.isEmpty();
                });
        return describe(topic).partitions().get(partition).leader().id();
    }

    /// The node that coordinates the transactions of a transactional id.
    public int transactionCoordinator(String transactionalId) {
        return requireNonNull(
                        answer(admin.describeTransactions(List.of(transactionalId)).all())
                                .get(transactionalId))
                .coordinatorId();
    }

    /// Has all nodes agree on a version of transactions: below 2 clients enrol partitions
    /// themselves (KIP-890).
    public void agreeOnTransactions(int version) {
        var agreed = new FeatureUpdate((short) version, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE);
        answer(
                admin.updateFeatures(
                                Map.of("transaction.version", agreed), new UpdateFeaturesOptions())
                        .all());
    }

    /// The controller that leads the others.
    public int activeController() {
        return answer(admin.describeMetadataQuorum().quorumInfo()).leaderId();
    }

    /// Starts whatever node is down, and waits until every replica of these topics is in sync.
    public void heal(Collection<String> topics) {
        for (var node : cluster.nodes()) {
            if (node.state() == NodeState.PAUSED) {
                node.resume();
            }
        }
        cluster.start();
        awaitInSync(topics, 3);
    }

    /// Waits until so many replicas of each partition are in sync.
    public void awaitInSync(Collection<String> topics, int replicas) {
        await(
                replicas + " replicas in sync",
                () ->
                        topics.stream()
                                .flatMap(topic -> describe(topic).partitions().stream())
                                .allMatch(partition -> partition.isr().size() == replicas));
    }

    /// Waits for something that may take a while, and during which questions may fail.
    public static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(HEALTH_WAIT_MAX)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .ignoreExceptionsMatching(e ->
                        e instanceof RetriableException
                                || e instanceof UnknownTopicOrPartitionException)
                .until(condition);
    }

    /// The answer to a question of the admin client.
    public static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        cluster.close();
    }
}
