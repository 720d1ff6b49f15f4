package io.qanat.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.publisher.PublishOutcome.NotPublished;
import io.qanat.publisher.PublishOutcome.PossiblyPublished;
import io.qanat.publisher.PublishOutcome.Published;
import io.qanat.publisher.PublisherStatus.Phase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MemoryPublisherTest {
    private final MemoryPublisher<String, String> publisher = new MemoryPublisher<>(3);

    @Test
    void publishesInOrderOfSending() {
        // Given
        publisher.start();

        // When
        publisher.send("orders", "7", "created").join();
        publisher.send("audit", null, "seen").join();
        PublishOutcome last =
                publisher
                        .send("orders", "7", "paid", List.of(EventHeader.of("trace", "a1")))
                        .join();

        // Then
        assertThat(last).isEqualTo(new Published("orders", 0, 1));
        assertThat(publisher.events("orders"))
                .containsExactly(
                        new MemoryEvent<>("orders", 0, "7", "created", List.of()),
                        new MemoryEvent<>(
                                "orders", 1, "7", "paid", List.of(EventHeader.of("trace", "a1"))));
    }

    @Test
    void throwsWhenNotStarted() {
        assertThatThrownBy(() -> publisher.send("orders", "7", "created"))
                .isInstanceOf(NotStartedException.class)
                .hasMessageContaining("send to orders")
                .hasMessageContaining("start()");
        assertThatThrownBy(() -> publisher.awaitReady(Duration.ZERO))
                .isInstanceOf(NotStartedException.class);
        assertThat(publisher.status().phase()).isEqualTo(Phase.NEW);
    }

    @Test
    void startsOnceHoweverOftenItIsCalled() {
        // When
        publisher.start();
        publisher.send("orders", "7", "created").join();
        publisher.start();

        // Then
        assertThat(publisher.events()).hasSize(1);
        assertThat(publisher.status().isReady()).isTrue();
    }

    @Test
    void failsTheNextEventAlone() {
        // Given
        publisher.start();
        publisher.refuseNext(new InvalidEventException("no bytes", null));
        publisher.doubtNext(new UnavailableException("gone", null));

        // When
        PublishOutcome refused = publisher.send("orders", "7", "created").join();
        PublishOutcome doubted = publisher.send("orders", "7", "paid").join();
        PublishOutcome good = publisher.send("orders", "7", "sent").join();

        // Then
        assertThat(refused).isInstanceOf(NotPublished.class);
        assertThat(refused.safeToRetry()).isFalse();
        assertThat(doubted).isInstanceOf(PossiblyPublished.class);
        assertThat(doubted.safeToRetry()).isFalse();
        assertThat(good.isPublished()).isTrue();
        assertThat(publisher.events()).hasSize(1);
    }

    @Test
    void isOverloadedAtItsBound() {
        // Given
        publisher.start();
        for (int i = 0; i < publisher.eventsMax(); i++) {
            publisher.send("orders", "7", "fits").join();
        }

        // When
        PublishOutcome outcome = publisher.send("orders", "7", "one too many").join();

        // Then
        assertThat(outcome.safeToRetry()).isTrue();
        assertThatThrownBy(outcome::orThrow).isInstanceOf(OverloadedException.class);
    }

    @Test
    void stopGivesUpWhatHasNoOutcomeInTime() {
        // Given
        publisher.start();
        publisher.hold();
        CompletableFuture<PublishOutcome> open = publisher.send("orders", "7", "created");

        // When
        boolean isDrained = publisher.stop(Duration.ofMillis(1));

        // Then
        assertThat(isDrained).isFalse();
        assertThat(open.join()).isInstanceOf(NotPublished.class);
        assertThat(publisher.events()).isEmpty();
    }

    @Test
    void stopWaitsForHeldEvents() throws Exception {
        // Given
        publisher.start();
        publisher.hold();
        CompletableFuture<PublishOutcome> open = publisher.send("orders", "7", "created");
        assertThat(publisher.status().openEvents()).isEqualTo(1);

        // When
        var stopped = CompletableFuture.supplyAsync(() -> publisher.stop(Duration.ofSeconds(30)));
        publisher.release();

        // Then
        assertThat(stopped.get()).isTrue();
        assertThat(open.join()).isEqualTo(new Published("orders", 0, 0));
    }

    @Test
    void refusesEventsAfterStop() {
        // Given
        publisher.start();
        publisher.stop(Duration.ZERO);
        publisher.stop(Duration.ZERO);

        // When
        PublishOutcome outcome = publisher.send("orders", "7", "late").join();

        // Then
        assertThatThrownBy(outcome::orThrow).isInstanceOf(StoppedException.class);
        assertThatThrownBy(publisher::start).isInstanceOf(StoppedException.class);
    }
}
