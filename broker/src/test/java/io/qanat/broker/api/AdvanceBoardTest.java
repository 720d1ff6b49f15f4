package io.qanat.broker.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.broker.net.Bell;
import io.qanat.log.TopicPartition;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdvanceBoardTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final TopicPartition OTHER = new TopicPartition("other", 0);

    private final AdvanceBoard board = new AdvanceBoard();
    private final Bell bell = new Bell();

    private boolean rang() throws InterruptedException {
        return bell.await(0);
    }

    @Test
    void ringsForWatchedPartitionsOnly() throws Exception {
        // Given
        board.watch(List.of(ORDERS), bell);

        // Then
        board.ring(OTHER);
        assertThat(rang()).isFalse();
        board.ring(ORDERS);
        assertThat(rang()).isTrue();
    }

    @Test
    void ringsForEveryoneWhoWatches() throws Exception {
        // Given
        var second = new Bell();
        board.watch(List.of(ORDERS), bell);
        board.watch(List.of(ORDERS, OTHER), second);

        // When
        board.ring(ORDERS);

        // Then
        assertThat(rang()).isTrue();
        assertThat(second.await(0)).isTrue();
    }

    @Test
    void forgetsWatchesThatEnded() throws Exception {
        // Given
        AdvanceBoard.Watch watch = board.watch(List.of(ORDERS), bell);
        watch.close();

        // When
        board.ring(ORDERS);

        // Then
        assertThat(rang()).isFalse();
    }
}
