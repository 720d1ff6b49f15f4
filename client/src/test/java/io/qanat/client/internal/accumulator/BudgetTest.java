package io.qanat.client.internal.accumulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BudgetTest {
    private final Budget budget = new Budget(800);

    @Test
    void givesOutNoMoreThanItHas() {
        assertThat(budget.tryReserve(500)).isTrue();
        assertThat(budget.tryReserve(301)).isFalse();
        assertThat(budget.tryReserve(300)).isTrue();
        assertThat(budget.freeBytes()).isZero();
    }

    @Test
    void noticesAShortageOnce() {
        // Given
        budget.tryReserve(801);

        // When
        boolean first = budget.takeShortage();

        // Then
        assertThat(first).isTrue();
        assertThat(budget.takeShortage()).isFalse();
    }

    @Test
    void isOverdrawnByMoreThanAnEighth() {
        // Given
        budget.reserve(900);
        boolean atAnEighth = budget.isOverdrawn();

        // When
        budget.reserve(1);

        // Then
        assertThat(atAnEighth).isFalse();
        assertThat(budget.isOverdrawn()).isTrue();
        assertThat(budget.tryReserve(1)).isFalse();
    }

    @Test
    void letsNobodyPastTheLine() throws InterruptedException {
        // Given
        var isInLine = new CountDownLatch(1);
        var mayLeave = new CountDownLatch(1);
        Thread first =
                Thread.ofVirtual()
                        .start(() -> {
                            Budget.Turn turn = budget.line();
                            isInLine.countDown();
                            awaitQuietly(mayLeave);
                            turn.close();
                        });
        isInLine.await();

        // When
        boolean reserved = budget.tryReserve(1);
        mayLeave.countDown();
        first.join();

        // Then
        assertThat(reserved).isFalse();
        assertThat(budget.tryReserve(1)).isTrue();
    }

    @Test
    void givesTheFirstInLineWhatIsFreeAlready() {
        // Given
        Budget.Turn turn = budget.line();

        // When
        boolean reserved = budget.tryReserve(800);
        turn.close();

        // Then
        assertThat(reserved).isTrue();
    }

    @Test
    void servesTheLineInItsOrder() throws InterruptedException {
        // Given
        budget.tryReserve(800);
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 4; i++) {
            int number = i;
            var isInLine = new CountDownLatch(1);
            threads.add(Thread.ofPlatform().start(() -> waitAndReserve(number, order, isInLine)));
            isInLine.await();
        }

        // When
        for (int i = 0; i < 4; i++) {
            budget.release(200);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        // Then
        assertThat(order).containsExactly(0, 1, 2, 3);
    }

    @Test
    void isNudgedForLessThanAnEighth() throws InterruptedException {
        // Given
        budget.tryReserve(800);
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        var isInLine = new CountDownLatch(1);
        Thread waiting =
                Thread.ofPlatform()
                        .start(() -> {
                            try (Budget.Turn turn = budget.line()) {
                                isInLine.countDown();
                                turn.await();
                                order.add(budget.tryReserve(50) ? 1 : 0);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        isInLine.await();
        budget.release(50);

        // When
        boolean isWaiting = budget.nudge();
        waiting.join();

        // Then
        assertThat(isWaiting).isTrue();
        assertThat(order).containsExactly(1);
    }

    @Test
    void sendsEveryoneAwayWhenItIsClosed() throws InterruptedException {
        // Given
        budget.tryReserve(800);
        var isInLine = new CountDownLatch(1);
        Thread waiting =
                Thread.ofPlatform().start(() -> waitAndReserve(0, new ArrayList<>(), isInLine, 1));
        isInLine.await();

        // When
        budget.close();

        // Then
        assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void endsTheWaitOfAnInterruptedThread() throws InterruptedException {
        // Given
        budget.tryReserve(800);
        var interrupted = new CountDownLatch(1);
        Thread waiting =
                Thread.ofPlatform()
                        .start(() -> {
                            try (Budget.Turn turn = budget.line()) {
                                turn.await();
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                            }
                        });

        // When
        waiting.interrupt();

        // Then
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        waiting.join();
        budget.release(800);
        assertThat(budget.tryReserve(800)).isTrue();
    }

    private void waitAndReserve(int number, List<Integer> order, CountDownLatch isInLine) {
        waitAndReserve(number, order, isInLine, Integer.MAX_VALUE);
    }

    private void waitAndReserve(
            int number, List<Integer> order, CountDownLatch isInLine, int triesMax) {
        try (Budget.Turn turn = budget.line()) {
            isInLine.countDown();
            for (int tries = 0; tries < triesMax && !budget.tryReserve(200); tries++) {
                turn.await();
            }
            order.add(number);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
