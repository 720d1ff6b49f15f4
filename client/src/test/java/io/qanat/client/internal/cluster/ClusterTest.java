package io.qanat.client.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ClientClosedException;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.Endpoint;
import io.qanat.client.UnreachableException;
import io.qanat.client.internal.connection.Backoff;
import io.qanat.client.internal.scripted.ScriptedCluster;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.MetadataRequest;
import io.qanat.protocol.message.MetadataRequest.MetadataRequestTopic;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClusterTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    private final ScriptedCluster brokers = new ScriptedCluster(3);
    private final ConnectionConfig config =
            ConnectionConfig.of(
                    new BootstrapServers(
                            List.of(new Endpoint("broker1", 9092), new Endpoint("broker2", 9092))));
    private final Random random = new Random(17);
    private final Metadata metadata =
            new Metadata(
                    config,
                    new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), random),
                    false,
                    0);
    private final Cluster cluster =
            new Cluster(
                    config,
                    brokers.network(),
                    new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1), random),
                    metadata);
    private final Core core = new ClusterAlone(cluster);
    private long now;

    @Test
    void learnsOfTheBrokersFromABootstrapServer() {
        // When
        runFor(0);

        // Then
        assertThat(metadata.snapshot().brokers()).containsOnlyKeys(1, 2, 3);
        assertThat(metadata.snapshot().clusterId()).isEqualTo("scripted");
        assertThat(cluster.firstAnswer()).isCompleted();
    }

    @Test
    void sharesTheConnectionOfABootstrapServer() {
        // Given
        runFor(0);

        // When
        boolean isReady = cluster.connect(1, now).isPresent();

        // Then
        assertThat(isReady).isTrue();
        assertThat(brokers.network().wires()).hasSize(1);
    }

    @Test
    void connectsToABrokerWhenItIsNeeded() {
        // Given
        runFor(0);
        boolean wasReady = cluster.connect(3, now).isPresent();

        // When
        runFor(0);

        // Then
        assertThat(wasReady).isFalse();
        assertThat(cluster.connect(3, now)).isPresent();
        assertThat(brokers.network().wires()).hasSize(2);
    }

    @Test
    void asksTheNextBootstrapServerWhenTheFirstRefuses() {
        // Given
        brokers.down(1, now);

        // When
        runFor(SECOND);

        // Then
        assertThat(cluster.firstAnswer()).isCompleted();
        assertThat(brokers.network().openEndpoints()).containsExactly(brokers.endpoint(2));
    }

    @Test
    void saysWhyNobodyCanBeReached() {
        // Given
        brokers.down(1, now);
        brokers.down(2, now);

        // When
        runFor(SECOND);

        // Then
        assertThat(cluster.firstAnswer()).isNotDone();
        assertThat(metadata.lastFailure()).containsInstanceOf(UnreachableException.class);
    }

    @Test
    void pausesLongerBetweenAttemptsToConnect() {
        // Given
        brokers.down(1, now);
        brokers.down(2, now);

        // When
        runFor(60 * SECOND);

        // Then
        assertThat(brokers.network().wires()).hasSizeBetween(80, 180);
    }

    @Test
    void looksAtTheBootstrapServersWhenNoKnownBrokerAnswers() {
        // Given
        runFor(0);
        cluster.connect(3, now);
        runFor(0);
        brokers.down(1, now);
        brokers.down(3, now);
        metadata.refresh(now);

        // When
        runFor(2 * SECOND);

        // Then
        assertThat(metadata.lastFailure()).isEmpty();
        assertThat(brokers.network().openEndpoints()).contains(brokers.endpoint(2));
    }

    @Test
    void asksForATopicOnceItIsWanted() {
        // Given
        brokers.topic("t", 1);
        runFor(0);

        // When
        metadata.want("t", now);
        runFor(0);

        // Then
        assertThat(metadata.snapshot().topic("t")).isPresent();
        assertThat(askedTopics()).containsExactly("t");
    }

    @Test
    void asksAgainForATopicThatIsNotThereWithGrowingPauses() {
        // Given
        runFor(0);
        metadata.want("t", now);

        // When
        runFor(10 * SECOND);

        // Then
        assertThat(brokers.requests(ApiKey.METADATA)).hasSizeBetween(10, 18);
    }

    @Test
    void doesNotAskAgainForATopicThatIsRefused() {
        // Given
        brokers.topicError("t", ErrorCode.INVALID_TOPIC_EXCEPTION);
        runFor(0);
        metadata.want("t", now);

        // When
        runFor(10 * SECOND);

        // Then
        assertThat(brokers.requests(ApiKey.METADATA)).hasSize(2);
    }

    @Test
    void refreshesWhenItsViewIsOld() {
        // Given
        runFor(0);

        // When
        runFor(301 * SECOND);

        // Then
        assertThat(brokers.requests(ApiKey.METADATA)).hasSize(2);
    }

    @Test
    void refreshesNoMoreOftenThanThePauseAllows() {
        // Given
        runFor(0);

        // When
        for (int i = 0; i < 100; i++) {
            metadata.refresh(now);
            runFor(MILLI);
        }

        // Then
        assertThat(brokers.requests(ApiKey.METADATA)).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void neverLetsABrokerCreateTopicsUnlessToldTo() {
        // Given
        metadata.want("t", now);

        // When
        runFor(0);

        // Then
        assertThat(brokers.requests(ApiKey.METADATA))
                .extracting(request -> ((MetadataRequest) request.body()).allowAutoTopicCreation())
                .containsOnly(false);
    }

    @Test
    void closesItsConnections() {
        // Given
        runFor(0);

        // When
        cluster.close(new ClientClosedException("over"), now);

        // Then
        assertThat(brokers.network().openEndpoints()).isEmpty();
    }

    private List<String> askedTopics() {
        var request = (MetadataRequest) brokers.requests(ApiKey.METADATA).getLast().body();
        List<MetadataRequestTopic> topics = request.topics();
        return topics == null
                ? List.of()
                : topics.stream().map(topic -> String.valueOf(topic.name())).toList();
    }

    private void runFor(long nanos) {
        brokers.runUntil(core, time -> now = time, now, now + nanos);
    }

    private record ClusterAlone(Cluster cluster) implements Core {
        @Override
        public void advance(long nowNanos) {
            cluster.advance(nowNanos);
        }

        @Override
        public long nextDeadlineNanos(long nowNanos) {
            return cluster.nextDeadlineNanos(nowNanos);
        }

        @Override
        public void abort(Throwable cause) {}
    }
}
