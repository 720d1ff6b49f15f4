package io.qanat.broker.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AnswerQueueTest {
    private final AnswerQueue queue = new AnswerQueue(2, 1000);

    private static AnswerQueue.Entry entry(
            int correlationId, int bytes, CompletableFuture<?> done) {
        var answer = new Answer.Underway(done, () -> Reply.SILENCE);
        return new AnswerQueue.Entry(
                new Exchange(correlationId, 0, answer), Lease.unpooled(ByteBuffer.allocate(bytes)));
    }

    private static AnswerQueue.Entry pending(int correlationId) {
        return entry(correlationId, 10, new CompletableFuture<>());
    }

    private static AnswerQueue.Entry ready(int correlationId) {
        return entry(correlationId, 10, CompletableFuture.completedFuture(null));
    }

    @Test
    void keepsTheOrderOfArrival() throws Exception {
        // Given
        queue.add(pending(1));
        queue.add(ready(2));

        // Then
        assertThat(Objects.requireNonNull(queue.take()).exchange().correlationId()).isEqualTo(1);
        assertThat(Objects.requireNonNull(queue.take()).exchange().correlationId()).isEqualTo(2);
    }

    @Test
    void givesReadyAnswersOnlyFromTheHead() {
        // Given
        queue.add(pending(1));
        queue.add(ready(2));

        // Then
        assertThat(queue.takeReady()).isNull();
    }

    private CountDownLatch startAwaitingRoom() {
        var roomy = new CountDownLatch(1);
        Thread waiting =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                queue.awaitRoom();
                                roomy.countDown();
                            } catch (InterruptedException stopped) {
                                Thread.currentThread().interrupt();
                            }
                        });
        while (waiting.getState() != Thread.State.WAITING
                && waiting.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
        return roomy;
    }

    @Test
    void hasTheReaderWaitAtTheBoundOfRequests() throws Exception {
        // Given
        queue.add(pending(1));
        queue.add(pending(2));
        CountDownLatch roomy = startAwaitingRoom();
        assertThat(roomy.getCount()).isEqualTo(1);

        // When
        queue.take();

        // Then
        assertThat(roomy.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void hasTheReaderWaitAtTheBoundOfBytes() throws Exception {
        // Given
        queue.add(entry(1, 1000, new CompletableFuture<>()));
        CountDownLatch roomy = startAwaitingRoom();
        assertThat(roomy.getCount()).isEqualTo(1);

        // When
        queue.take();

        // Then
        assertThat(roomy.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void isDrainedAfterItsEnd() throws Exception {
        // Given
        queue.add(pending(1));

        // When
        queue.end();

        // Then
        assertThat(queue.add(pending(2))).isFalse();
        assertThat(queue.take()).isNotNull();
        assertThat(queue.take()).isNull();
    }
}
