package io.qanat.client.internal.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.Endpoint;
import io.qanat.client.internal.cluster.Cluster;
import io.qanat.client.internal.cluster.Metadata;
import io.qanat.client.internal.connection.Backoff;
import io.qanat.client.internal.scripted.ScriptedCluster;
import io.qanat.client.internal.scripted.ScriptedRequest;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.message.DeleteTopicsRequest;
import io.qanat.protocol.message.DeleteTopicsResponse;
import io.qanat.protocol.message.DeleteTopicsResponse.DeletableTopicResult;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// A broker that answers an admin client with a throttle time of half a second.
class AdminThrottleTest {
    private static final long MILLI = 1_000_000;
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final ScriptedCluster brokers = new ScriptedCluster(1);
    private final Backoff backoff =
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), new Random(3));
    private final Inquiries inquiries;
    private long now;

    AdminThrottleTest() {
        brokers.rule(ApiKey.DELETE_TOPICS, (broker, request) -> deleted(request));
        var config =
                ConnectionConfig.of(new BootstrapServers(List.of(new Endpoint("broker1", 9092))));
        var metadata = new Metadata(config, backoff, false, now);
        inquiries = new Inquiries(new Cluster(config, brokers.network(), backoff, metadata));
    }

    @Test
    void isAskedNothingMoreForAsLongAsItSays() {
        // Given
        CompletableFuture<String> first = delete("a");
        runFor(100);
        CompletableFuture<String> second = delete("b");

        // When
        runFor(390);
        int before = brokers.requests(ApiKey.DELETE_TOPICS).size();
        runFor(20);

        // Then
        assertThat(first).isCompletedWithValue("a");
        assertThat(before).isEqualTo(1);
        assertThat(second).isCompletedWithValue("b");
    }

    private CompletableFuture<String> delete(String topic) {
        var question =
                new Question<>(
                        new DeleteTopicInquiry(topic, LIMIT), LIMIT, backoff, Runnable::run, now);
        inquiries.ask(question, new IllegalStateException("closed"));
        return question.answer();
    }

    private void runFor(long millis) {
        brokers.runUntil(inquiries, time -> now = time, now, now + millis * MILLI);
    }

    private static ApiMessage deleted(ScriptedRequest request) {
        return DeleteTopicsResponse.builder()
                .throttleTimeMs(500)
                .responses(
                        ((DeleteTopicsRequest) request.body())
                                .topics().stream()
                                        .map(topic ->
                                                DeletableTopicResult.builder()
                                                        .name(topic.name())
                                                        .build())
                                        .toList())
                .build();
    }
}
