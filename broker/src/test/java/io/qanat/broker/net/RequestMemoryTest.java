package io.qanat.broker.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RequestMemoryTest {
    private static final int MEGABYTE = 1 << 20;

    private final RequestMemory memory = new RequestMemory(4 * MEGABYTE, () -> {});

    @Test
    void givesRoomForExactlyTheRequest() throws Exception {
        var random = new Random(20261121);
        for (int i = 0; i < 1000; i++) {
            // When
            int size = 1 + random.nextInt(2 * MEGABYTE);
            Lease lease = memory.lease(size);

            // Then at most half of a pooled buffer is unused
            assertThat(lease.bytes().remaining()).isEqualTo(size);
            assertThat(lease.bytes().capacity()).isBetween(size, 2 * size);
            lease.release();
        }
    }

    @Test
    void usesMemoryAgain() throws Exception {
        // Given
        Lease first = memory.lease(MEGABYTE);
        ByteBuffer buffer = first.bytes();
        first.release();

        // When
        Lease second = memory.lease(MEGABYTE - 100);

        // Then
        assertThat(second.bytes()).isSameAs(buffer);
    }

    @Test
    void keepsSmallRequestsOutsideTheBudget() throws Exception {
        // Given a budget that is used up
        Lease large = memory.lease(4 * MEGABYTE);

        // When
        Lease small = memory.lease(FrameReader.INTAKE_BYTES);

        // Then
        assertThat(small.bytes().isDirect()).isFalse();
        large.release();
    }

    @Test
    void hasLargeRequestsWaitForTheBudget() throws Exception {
        // Given
        Lease first = memory.lease(3 * MEGABYTE);
        var second = new CompletableFuture<Lease>();
        Thread waiting = Thread.ofVirtual().start(() -> lease(2 * MEGABYTE, second));
        while (waiting.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThat(second).isNotDone();

        // When
        first.release();

        // Then
        assertThat(second.join().bytes().remaining()).isEqualTo(2 * MEGABYTE);
    }

    @Test
    void takesRequestAboveTheWholeBudgetWhenItIsAlone() throws Exception {
        // When
        Lease lease = memory.lease(9 * MEGABYTE);

        // Then
        assertThat(lease.bytes().remaining()).isEqualTo(9 * MEGABYTE);
        lease.release();
        assertThat(memory.lease(MEGABYTE).sizeInBytes()).isEqualTo(MEGABYTE);
    }

    @Test
    void takesMemoryBackOnce() throws Exception {
        // Given
        Lease lease = memory.lease(MEGABYTE);
        lease.release();

        // Then
        assertThatThrownBy(lease::release).isInstanceOf(IllegalStateException.class);
    }

    private void lease(int size, CompletableFuture<Lease> result) {
        try {
            result.complete(memory.lease(size));
        } catch (InterruptedException stopped) {
            result.completeExceptionally(stopped);
        }
    }
}
