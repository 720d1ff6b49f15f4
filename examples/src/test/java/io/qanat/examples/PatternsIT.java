package io.qanat.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PatternsIT {
    @TempDir private Path data;
    private EmbeddedBroker broker;

    @BeforeEach
    void start() throws InterruptedException {
        broker = EmbeddedBroker.start(data.resolve("broker"));
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void orderedPerEntityKeepsTheOrderOfEachEntity() throws Exception {
        // When
        var stepsByOrder = OrderedPerEntity.run(broker.bootstrap());

        // Then
        assertThat(stepsByOrder).hasSize(100);
        assertThat(stepsByOrder.values())
                .containsOnly(List.of("created", "paid", "packed", "sent"));
    }

    @Test
    void batchThenFlushHasEveryOutcome() throws Exception {
        // Given
        List<String> prices =
                IntStream.range(0, 5_000).mapToObj(article -> "article-" + article).toList();

        // When
        var failures = BatchThenFlush.run(broker.bootstrap(), prices);

        // Then
        assertThat(failures).isEmpty();
        assertThat(Topics.read(broker.bootstrap(), BatchThenFlush.TOPIC))
                .extracting(record -> Topics.text(record.value()))
                .containsExactlyInAnyOrderElementsOf(prices);
    }

    @Test
    void batchThenFlushNamesExactlyWhatFailed() throws Exception {
        // Given
        String tooLarge = "x".repeat(2_000_000);

        // When
        var failures = BatchThenFlush.run(broker.bootstrap(), List.of("one", tooLarge, "two"));

        // Then
        assertThat(failures).extracting(BatchThenFlush.Failure::price).containsExactly(tooLarge);
        assertThat(failures.getFirst().outcome().safeToRetry()).isFalse();
        assertThat(Topics.read(broker.bootstrap(), BatchThenFlush.TOPIC))
                .extracting(record -> Topics.text(record.value()))
                .containsExactly("one", "two");
    }

    @Test
    void deadLetterQueueTakesWhatCannotBeDelivered() throws Exception {
        // When
        List<String> settled = DeadLetterQueue.run(broker.bootstrap());

        // Then
        assertThat(settled)
                .containsExactly(
                        "delivered",
                        "buried in checked-orders-dlq",
                        "buried in checked-orders-dlq",
                        "delivered");
        assertThat(Topics.read(broker.bootstrap(), DeadLetterQueue.TOPIC))
                .extracting(record -> Topics.text(record.value()))
                .containsExactly("3 apples", "5 pears");
        assertThat(DeadLetterQueue.reasons(broker.bootstrap()))
                .satisfiesExactlyInAnyOrder(
                        reason -> assertThat(reason).contains("value"),
                        reason -> assertThat(reason).contains("above the limit"));
    }

    @Test
    void requestReplyBringsEachRequesterItsOwnReplies() throws Exception {
        // When
        List<String> replies = RequestReply.run(broker.bootstrap());

        // Then
        assertThat(replies)
                .hasSize(11)
                .contains(
                        "shop: article-3 costs 30",
                        "office: article-3 costs 30",
                        "shop: unicorn refused: no such article");
        assertThat(replies).filteredOn(reply -> reply.contains(" costs ")).hasSize(10);
        assertThat(Topics.read(broker.bootstrap(), RequestReply.REPLIES))
                .extracting(record -> record.partition())
                .containsExactly(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1);
    }

    @Test
    void idempotentConsumerAppliesEachEventOnce() throws Exception {
        // When
        int balance =
                IdempotentConsumer.run(broker.bootstrap(), "jdbc:h2:" + data.resolve("inbox"));

        // Then
        assertThat(balance).isEqualTo(30);
    }
}
