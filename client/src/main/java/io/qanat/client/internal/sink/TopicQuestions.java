package io.qanat.client.internal.sink;

import io.qanat.client.ClientException;
import io.qanat.client.internal.cluster.Metadata;
import io.qanat.client.internal.cluster.MetadataSnapshot;
import io.qanat.client.internal.cluster.TopicMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Callers that wait until the partitions of a topic are known, or will never be. Confined to the
/// client's loop.
///
/// The futures are for parked callers alone: they are completed on the loop. One that its caller
/// has completed is forgotten.
final class TopicQuestions {
    private record Question(String topic, CompletableFuture<TopicMetadata> answer) {}

    private final Metadata metadata;
    private final List<Question> open = new ArrayList<>();

    TopicQuestions(Metadata metadata) {
        this.metadata = metadata;
    }

    /// Asks for a topic, as a record that is sent there would.
    void ask(String topic, CompletableFuture<TopicMetadata> answer, long nowNanos) {
        open.removeIf(question -> question.answer().isDone());
        metadata.want(topic, nowNanos);
        metadata.snapshot()
                .topic(topic)
                .filter(TopicMetadata::isKnown)
                .ifPresentOrElse(
                        answer::complete,
                        () -> {
                            // What was refused once may have been put right: the next answer
                            // decides.
                            metadata.refresh(nowNanos);
                            open.add(new Question(topic, answer));
                        });
    }

    /// Takes what the cluster said last.
    void know(MetadataSnapshot snapshot) {
        if (!open.isEmpty()) {
            open.forEach(question ->
                    snapshot.topic(question.topic())
                            .filter(topic -> !topic.isPending())
                            .ifPresent(question.answer()::complete));
            open.removeIf(question -> question.answer().isDone());
        }
    }

    /// Tells all that there will be no answer.
    void giveUpAll(ClientException cause) {
        open.forEach(question -> question.answer().completeExceptionally(cause));
        open.clear();
    }
}
