package io.qanat.it.wire;

import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.message.MetadataRequest;
import io.qanat.protocol.message.MetadataRequest.MetadataRequestTopic;
import io.qanat.protocol.message.MetadataResponse;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// All questions put to one broker, in order. Confined to the test's thread.
final class Interview {
    private static final String NO_ANSWER = "the connection is closed";

    /// A coordinator that is loading or not there yet.
    private static final Pattern NOT_READY = Pattern.compile("errorCode=1[45] ");

    private static final Duration READY_TIME_MAX = Duration.ofSeconds(30);

    private final InetSocketAddress address;

    Interview(InetSocketAddress address) {
        this.address = address;
    }

    /// The answers by question.
    Map<String, String> answers() throws IOException {
        var answers = new LinkedHashMap<String, String>();
        TopicQuestions.all().forEach(question -> ask(question, new UUID(0, 0), answers));
        UUID topicId = topicId();
        Stream.of(RecordQuestions.all(), ClusterQuestions.all(), ProducerQuestions.all())
                .flatMap(questions -> questions)
                .forEach(question -> ask(question, topicId, answers));
        return answers;
    }

    private void ask(Question question, UUID topicId, Map<String, String> answers) {
        String answer =
                Awaitility.await(question.name())
                        .atMost(READY_TIME_MAX)
                        .pollDelay(Duration.ZERO)
                        .until(
                                () -> answer(question, topicId),
                                text -> !NOT_READY.matcher(text).find());
        if (answers.put(question.name(), answer) != null) {
            throw new AssertionError("asked twice: " + question.name());
        }
    }

    // A connection for each question: a broker may close it for an answer.
    private String answer(Question question, UUID topicId) {
        ApiMessage request = question.request().apply(topicId);
        try (var connection = WireConnection.open(address)) {
            int correlationId = connection.send(question.version(), request);
            var response = connection.receive(correlationId, request.apiKey(), question.version());
            return AnswerText.of((Record) response);
        } catch (EOFException | SocketException closed) {
            return NO_ANSWER;
        } catch (IOException e) {
            throw new AssertionError(question.name(), e);
        }
    }

    private UUID topicId() throws IOException {
        var topic = MetadataRequestTopic.builder().name(TopicQuestions.DATA).build();
        var request =
                MetadataRequest.builder()
                        .topics(List.of(topic))
                        .allowAutoTopicCreation(false)
                        .build();
        try (var connection = WireConnection.open(address)) {
            var response = connection.exchange(12, request, MetadataResponse.class);
            return response.topics().getFirst().topicId();
        }
    }
}
