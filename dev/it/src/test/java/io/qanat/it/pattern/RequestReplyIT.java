package io.qanat.it.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.TopicPartition;
import io.qanat.client.admin.Admin;
import io.qanat.client.admin.NewTopic;
import io.qanat.client.pattern.Reply;
import io.qanat.client.pattern.Requester;
import io.qanat.client.pattern.Responder;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import io.qanat.it.node.QanatNode;
import io.qanat.it.node.SharedQanat;
import io.qanat.record.RecordHeader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(60)
@ExtendWith(SharedQanat.class)
class RequestReplyIT {
    private static final Duration LONG = Duration.ofSeconds(30);

    /// Long enough for a request to be stored.
    private static final Duration SHORT = Duration.ofSeconds(2);

    private final ConnectionConfig connection;
    private final String requests = "requests-" + UUID.randomUUID();
    private final TopicPartition replies = new TopicPartition("replies-" + UUID.randomUUID(), 1);

    /// What the responder was asked.
    private final List<String> asked = new CopyOnWriteArrayList<>();

    RequestReplyIT(QanatNode node) {
        connection = ConnectionConfig.of(BootstrapServers.parse(node.bootstrap()));
    }

    @BeforeEach
    void createTopics() throws Exception {
        try (Admin admin = Admin.create(connection)) {
            admin.createTopic(new NewTopic(requests, 2)).get();
            admin.createTopic(new NewTopic(replies.topic(), 2)).get();
        }
    }

    @Test
    void bringsEachRequestItsOwnReply() throws Exception {
        try (Responder responder = responder();
                Requester requester = requester()) {
            // Given
            start(responder, requester);

            // When
            CompletableFuture<Reply> one = ask(requester, "one", LONG);
            CompletableFuture<Reply> two = ask(requester, "two", LONG);

            // Then
            assertThat(text(one)).isEqualTo("one?");
            assertThat(text(two)).isEqualTo("two?");
        }
    }

    @Test
    void isLateWhenNobodyAnswers() throws Exception {
        try (Requester requester = requester()) {
            // Given
            start(requester);

            // When
            Reply reply = end(ask(requester, "anybody", SHORT));

            // Then
            assertThat(reply).isEqualTo(new Reply.Late(SHORT));
        }
    }

    @Test
    void aRequestPastItsDeadlineIsNotBegun() throws Exception {
        try (Responder responder = responder();
                Requester requester = requester()) {
            // Given
            start(requester);
            assertThat(end(ask(requester, "too late", SHORT))).isInstanceOf(Reply.Late.class);

            // When
            start(responder);
            String next = text(ask(requester, "in time", LONG));

            // Then
            assertThat(next).isEqualTo("in time?");
            assertThat(asked).containsExactly("in time");
        }
    }

    @Test
    void whatTheFunctionThrowsIsToldToThatRequestAlone() throws Exception {
        try (Responder responder = responder();
                Requester requester = requester()) {
            // Given
            start(responder, requester);

            // When
            CompletableFuture<Reply> bad = ask(requester, "bad", LONG);
            CompletableFuture<Reply> good = ask(requester, "good", LONG);

            // Then
            assertThat(end(bad)).isEqualTo(new Reply.Refused("I will not"));
            assertThat(text(good)).isEqualTo("good?");
        }
    }

    @Test
    void requestsOfTheWrongShapeAreNobodys() throws Exception {
        try (Responder responder = responder();
                Requester requester = requester();
                Producer<String, String> other =
                        Producer.create(
                                ProducerConfig.builder(connection).build(),
                                Serializer.STRING,
                                Serializer.STRING)) {
            // Given
            start(responder, requester);

            // When
            for (RecordHeader header :
                    List.of(
                            header("kafka_correlationId", new byte[3]),
                            header("kafka_replyPartition", new byte[] {-1, -1, -1, -1}),
                            header("kafka_replyTopic", new byte[0]),
                            header("qanat_deadline", new byte[] {'x'}))) {
                other.send(new ProducerRecord<>(requests, "k", "odd").with(header)).get().orThrow();
            }
            String reply = text(ask(requester, "even", LONG));

            // Then
            assertThat(reply).isEqualTo("even?");
            assertThat(asked).containsExactly("even");
        }
    }

    @Test
    void repliesThatNobodyWaitsForAreDropped() throws Exception {
        // Given
        var mayAnswer = new CountDownLatch(1);
        try (Responder responder =
                        Responder.open(
                                connection,
                                requests,
                                request -> {
                                    awaitQuietly(mayAnswer);
                                    return request.value();
                                });
                Requester requester = requester()) {
            start(responder, requester);
            Reply late = end(ask(requester, "slow", SHORT));

            // When
            mayAnswer.countDown();
            String next = text(ask(requester, "quick", LONG));

            // Then
            assertThat(late).isInstanceOf(Reply.Late.class);
            assertThat(next).isEqualTo("quick");
        }
    }

    @Test
    void closeEndsWhatIsOpen() throws Exception {
        // Given
        Requester requester = requester();
        Thread loop = Thread.ofVirtual().start(requester);
        CompletableFuture<Reply> open = ask(requester, "anybody", LONG);

        // When
        requester.close();
        requester.close();

        // Then
        assertThat(end(open)).isEqualTo(new Reply.Closed());
        assertThat(end(ask(requester, "later", LONG))).isEqualTo(new Reply.Closed());
        await().atMost(LONG).until(() -> !loop.isAlive());
    }

    private Requester requester() throws InterruptedException {
        return Requester.open(connection, requests, replies);
    }

    private Responder responder() throws InterruptedException {
        return Responder.open(
                connection,
                requests,
                request -> {
                    byte[] value = request.value();
                    String question =
                            value == null ? "" : new String(value, StandardCharsets.UTF_8);
                    if (question.equals("bad")) {
                        throw new IllegalStateException("I will not");
                    }
                    asked.add(question);
                    return (question + "?").getBytes(StandardCharsets.UTF_8);
                });
    }

    private static void start(Runnable... loops) {
        for (Runnable loop : loops) {
            Thread.ofVirtual().start(loop);
        }
    }

    private static CompletableFuture<Reply> ask(
            Requester requester, String question, Duration limit) {
        byte[] bytes = question.getBytes(StandardCharsets.UTF_8);
        return requester.request(bytes, bytes, limit);
    }

    private static String text(CompletableFuture<Reply> future) throws Exception {
        Reply reply = end(future);
        assertThat(reply).isInstanceOf(Reply.Answered.class);
        byte[] value = ((Reply.Answered) reply).record().value();
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    private static <T> T end(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    private static RecordHeader header(String name, byte[] value) {
        return new RecordHeader(name, ByteBuffer.wrap(value));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
