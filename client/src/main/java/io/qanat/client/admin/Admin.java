package io.qanat.client.admin;

import io.qanat.client.ClientClosedException;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.TopicPartition;
import io.qanat.client.internal.admin.ClusterInquiry;
import io.qanat.client.internal.admin.ConfigInquiry;
import io.qanat.client.internal.admin.CreateTopicInquiry;
import io.qanat.client.internal.admin.DeleteTopicInquiry;
import io.qanat.client.internal.admin.DescribeTopicInquiry;
import io.qanat.client.internal.admin.Inquiries;
import io.qanat.client.internal.admin.Inquiry;
import io.qanat.client.internal.admin.ListTopicsInquiry;
import io.qanat.client.internal.admin.OffsetInquiry;
import io.qanat.client.internal.admin.Question;
import io.qanat.client.internal.admin.QuorumInquiry;
import io.qanat.client.internal.cluster.Cluster;
import io.qanat.client.internal.cluster.Metadata;
import io.qanat.client.internal.connection.Backoff;
import io.qanat.client.internal.net.ClientLoop;
import io.qanat.client.internal.net.Machine;
import io.qanat.client.internal.net.Readiness;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/// Asks a cluster about itself and changes it. Thread-safe.
///
/// Every future completes within the deadline, normally or with an
/// [io.qanat.client.ClientException]. Errors that can pass are tried again until then.
public final class Admin implements AutoCloseable {
    /// The deadline when none is given, as in Kafka's `default.api.timeout.ms`.
    public static final Duration DEADLINE_DEFAULT = Duration.ofSeconds(60);

    private final Duration deadline;
    private final Machine machine;
    private final ClientLoop loop;
    private final Readiness readiness;
    private final Inquiries inquiries;
    private final Backoff retry;
    private final Executor executor;

    private Admin(ConnectionConfig config, Duration deadline) {
        this.deadline = deadline;
        machine = new Machine("admin-" + config.clientId());
        RandomGenerator random = machine.random();
        loop = new ClientLoop(machine);
        executor = machine.callbacks();
        retry = new Backoff(config.retryBackoff(), config.retryBackoffMax(), random);
        var metadata = new Metadata(config, retry, false, machine.nanos());
        var reconnect =
                new Backoff(config.reconnectBackoff(), config.reconnectBackoffMax(), random);
        var cluster = new Cluster(config, loop, reconnect, metadata);
        readiness = new Readiness(config, cluster);
        inquiries = new Inquiries(cluster);
        loop.start(inquiries);
    }

    /// An admin client, which begins to look for the cluster in the background.
    public static Admin create(ConnectionConfig config) {
        return create(config, DEADLINE_DEFAULT);
    }

    /// An admin client, which begins to look for the cluster in the background.
    ///
    /// @param deadline how long each call may take in all
    public static Admin create(ConnectionConfig config, Duration deadline) {
        return new Admin(config, deadline);
    }

    /// Waits until the cluster has answered.
    ///
    /// @throws io.qanat.client.ClientException why it has not within `limit`
    public void awaitReady(Duration limit) throws InterruptedException {
        readiness.await(limit);
    }

    /// Creates a topic.
    public CompletableFuture<CreatedTopic> createTopic(NewTopic topic) {
        return ask(new CreateTopicInquiry(topic, deadline));
    }

    /// Deletes a topic with all its records.
    public CompletableFuture<Void> deleteTopic(String name) {
        return ask(new DeleteTopicInquiry(name, deadline)).thenAccept(deleted -> {});
    }

    /// All topics, by name.
    public CompletableFuture<List<TopicDescription>> listTopics() {
        return ask(new ListTopicsInquiry());
    }

    /// One topic. Fails with UNKNOWN_TOPIC_OR_PARTITION when there is none.
    public CompletableFuture<TopicDescription> describeTopic(String name) {
        return ask(new DescribeTopicInquiry(name));
    }

    /// The settings of a topic.
    public CompletableFuture<List<ConfigEntry>> describeTopicConfig(String topic) {
        return ask(ConfigInquiry.ofTopic(topic));
    }

    /// The settings of a broker.
    public CompletableFuture<List<ConfigEntry>> describeBrokerConfig(int brokerId) {
        return ask(ConfigInquiry.ofBroker(brokerId));
    }

    /// The cluster's brokers.
    public CompletableFuture<ClusterDescription> describeCluster() {
        return ask(new ClusterInquiry());
    }

    /// The controllers' quorum. Fails with an [io.qanat.client.IncompatibleBrokerException] when
    /// the cluster cannot tell, as brokers older than Apache Kafka 3.3.
    public CompletableFuture<QuorumDescription> describeQuorum() {
        return ask(new QuorumInquiry());
    }

    /// The offset of a place in a partition; empty when no record has such a time.
    public CompletableFuture<OptionalLong> offset(TopicPartition partition, OffsetSpec spec) {
        // That there is no such topic is an answer; the leader is looked up each time it is asked.
        return describeTopic(partition.topic())
                .thenCompose(topic -> ask(new OffsetInquiry(partition, spec)));
    }

    private <T> CompletableFuture<T> ask(Inquiry<T> inquiry) {
        var question = new Question<>(inquiry, deadline, retry, executor, machine.nanos());
        var closed = new ClientClosedException(inquiry.action() + ": the admin client is closed");
        loop.execute(() -> inquiries.ask(question, closed));
        return question.answer();
    }

    /// Ends the client; what is still asked fails.
    @Override
    public void close() {
        loop.stop();
    }
}
