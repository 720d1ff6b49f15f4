package io.qanat.client.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.BootstrapServers;
import io.qanat.client.BrokerException;
import io.qanat.client.ClientClosedException;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.DeadlineException;
import io.qanat.client.admin.PartitionDescription;
import io.qanat.client.internal.scripted.LoopbackBroker;
import io.qanat.client.internal.scripted.ScriptedRequest;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.MetadataRequest;
import io.qanat.protocol.message.MetadataResponse;
import io.qanat.protocol.message.MetadataResponse.MetadataResponseBroker;
import io.qanat.protocol.message.MetadataResponse.MetadataResponseTopic;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TopicFinderTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final LoopbackBroker broker;
    private final Producer<String, String> producer;

    TopicFinderTest() throws IOException {
        broker = LoopbackBroker.start();
        ConnectionConfig connection =
                ConnectionConfig.builder(new BootstrapServers(List.of(broker.endpoint())))
                        .retryBackoff(Duration.ofMillis(5))
                        .build();
        producer =
                Producer.create(
                        ProducerConfig.builder(connection).build(),
                        Serializer.STRING,
                        Serializer.STRING);
    }

    @AfterEach
    void stop() throws IOException {
        producer.close();
        broker.close();
    }

    @Test
    void findsATopic() throws Exception {
        // When
        var topic = producer.awaitTopic("t", LIMIT);

        // Then
        assertThat(topic.partitions())
                .extracting(PartitionDescription::partition)
                .containsExactly(0, 1);
        assertThat(producer.topic("t")).contains(topic);
        assertThat(producer.awaitTopic("t", Duration.ofSeconds(1))).isEqualTo(topic);
        assertThat(producer.trouble()).isEmpty();
    }

    @Test
    void asksForATopicThatSomebodyAskedFor() throws Exception {
        // Given
        producer.awaitReady(LIMIT);

        // When
        boolean isKnown = producer.topic("t").isPresent();
        producer.awaitReady(List.of("t", "u"), LIMIT);

        // Then
        assertThat(isKnown).isFalse();
        assertThat(producer.topic("t")).isPresent();
        assertThat(producer.topic("u")).isPresent();
    }

    @Test
    void saysWhyATopicWillNotBeFound() {
        // Given
        broker.rule(
                ApiKey.METADATA, request -> refusal(request, ErrorCode.TOPIC_AUTHORIZATION_FAILED));

        // Then
        assertThatThrownBy(() -> producer.awaitTopic("t", LIMIT))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("TOPIC_AUTHORIZATION_FAILED");
        assertThat(producer.topic("t")).isEmpty();
    }

    @Test
    void waitsNoLongerThanItMay() {
        // Given
        broker.rule(
                ApiKey.METADATA, request -> refusal(request, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION));

        // Then
        assertThatThrownBy(() -> producer.awaitTopic("t", Duration.ofMillis(200)))
                .isInstanceOf(DeadlineException.class)
                .hasMessageContaining("UNKNOWN_TOPIC_OR_PARTITION");
    }

    @Test
    void endsWithTheProducer() throws Exception {
        // Given
        broker.rule(
                ApiKey.METADATA, request -> refusal(request, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION));
        producer.awaitReady(LIMIT);
        CompletableFuture<Void> waiting =
                CompletableFuture.runAsync(() -> {
                    try {
                        producer.awaitTopic("t", LIMIT);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });

        // When
        producer.close(Duration.ZERO);

        // Then
        assertThatThrownBy(waiting::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(ClientClosedException.class);
    }

    private ApiMessage refusal(ScriptedRequest request, ErrorCode error) {
        List<MetadataRequest.MetadataRequestTopic> asked =
                ((MetadataRequest) request.body()).topics();
        return MetadataResponse.builder()
                .clusterId("loopback")
                .controllerId(1)
                .brokers(
                        List.of(
                                MetadataResponseBroker.builder()
                                        .nodeId(1)
                                        .host(broker.endpoint().host())
                                        .port(broker.endpoint().port())
                                        .build()))
                .topics(
                        asked == null
                                ? List.of()
                                : asked.stream()
                                        .map(topic ->
                                                MetadataResponseTopic.builder()
                                                        .name(topic.name())
                                                        .errorCode(error.code())
                                                        .build())
                                        .toList())
                .build();
    }
}
