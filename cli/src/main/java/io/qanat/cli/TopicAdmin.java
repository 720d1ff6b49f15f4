package io.qanat.cli;

import io.qanat.client.ClientException;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.IncompatibleBrokerException;
import io.qanat.client.TopicPartition;
import io.qanat.client.admin.Admin;
import io.qanat.client.admin.ClusterDescription;
import io.qanat.client.admin.ConfigEntry;
import io.qanat.client.admin.NewTopic;
import io.qanat.client.admin.OffsetSpec;
import io.qanat.client.admin.QuorumDescription;
import io.qanat.client.admin.TopicDescription;
import io.qanat.protocol.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// The admin client as the commands use it: every call waits for its answer. Confined to the main
/// thread.
final class TopicAdmin implements AutoCloseable {
    /// How long a cluster may take to answer at all.
    static final Duration CONNECT_MAX = Duration.ofSeconds(5);

    private static final Duration ANSWER_MAX = Duration.ofSeconds(15);

    /// The embedded broker's.
    private static final int BROKER_ID = 0;

    private final Admin admin;

    private TopicAdmin(Admin admin) {
        this.admin = admin;
    }

    /// Connects.
    ///
    /// @throws ClientException when the cluster does not answer
    static TopicAdmin connect(ConnectionConfig config) {
        var admin = Admin.create(config, ANSWER_MAX);
        try {
            admin.awaitReady(CONNECT_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ClientException e) {
            admin.close();
            throw e;
        }
        return new TopicAdmin(admin);
    }

    /// Creates a topic.
    void create(NewTopic topic) {
        answer(admin.createTopic(topic));
    }

    /// Creates a topic unless it is there.
    void provide(NewTopic topic) {
        try {
            create(topic);
        } catch (ClientException e) {
            if (e.errorCode().filter(code -> code == ErrorCode.TOPIC_ALREADY_EXISTS).isEmpty()) {
                throw e;
            }
        }
    }

    void delete(String topic) {
        answer(admin.deleteTopic(topic));
    }

    ClusterDescription cluster() {
        return answer(admin.describeCluster());
    }

    /// The controllers' quorum; absent when the cluster cannot tell.
    Optional<QuorumDescription> quorum() {
        try {
            return Optional.of(answer(admin.describeQuorum()));
        } catch (IncompatibleBrokerException e) {
            return Optional.empty();
        }
    }

    List<TopicDescription> list() {
        return answer(admin.listTopics());
    }

    TopicDescription describe(String topic) {
        return answer(admin.describeTopic(topic));
    }

    List<ConfigEntry> config(String topic) {
        return answer(admin.describeTopicConfig(topic));
    }

    List<ConfigEntry> brokerConfig() {
        return answer(admin.describeBrokerConfig(BROKER_ID));
    }

    /// The offset of the first record that is still there.
    long earliest(String topic, int partition) {
        return offset(topic, partition, new OffsetSpec.Earliest());
    }

    /// The offset of the next record.
    long latest(String topic, int partition) {
        return offset(topic, partition, new OffsetSpec.Latest());
    }

    @Override
    public void close() {
        admin.close();
    }

    private long offset(String topic, int partition, OffsetSpec spec) {
        return answer(admin.offset(new TopicPartition(topic, partition), spec)).orElse(0);
    }

    private static <T> T answer(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ClientException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
