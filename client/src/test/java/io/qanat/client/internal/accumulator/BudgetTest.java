package io.qanat.client.internal.accumulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.BufferLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BudgetTest {
    private final Budget budget = new Budget(800, 50);

    @Test
    void givesOutNoMoreThanItHas() {
        assertThat(budget.tryReserve(500)).isTrue();
        assertThat(budget.tryReserve(301)).isFalse();
        assertThat(budget.tryReserve(300)).isTrue();
        assertThat(budget.freeBytes()).isZero();
    }

    @Test
    void takesNoMoreRecordsThanItMay() {
        // Given
        var few = new Budget(800, 2);
        few.tryReserve(0);
        few.tryReserve(0);

        // When
        boolean third = few.tryReserve(0);
        few.release(0, 1);

        // Then
        assertThat(third).isFalse();
        assertThat(few.takeShortage()).isTrue();
        assertThat(few.tryReserve(10)).isTrue();
        assertThat(few.level()).isEqualTo(new BufferLevel(800, 790, 2, 0));
    }

    @Test
    void countsUpToItsLargestNumbers() {
        // Given
        var large = new Budget(Budget.BYTES_MAX, Budget.RECORDS_MAX);

        // When
        boolean isReserved = large.tryReserve(Budget.BYTES_MAX);
        large.reserve(Budget.BYTES_MAX);

        // Then
        assertThat(isReserved).isTrue();
        assertThat(large.freeBytes()).isEqualTo(-Budget.BYTES_MAX);
        assertThat(large.level().freeRecords()).isEqualTo(Budget.RECORDS_MAX - 1);
    }

    @Test
    void endsAWaitWhoseTimeIsOver() throws InterruptedException {
        // Given
        budget.tryReserve(800);
        var clock = new AtomicLong();

        // When
        try (Budget.Turn turn = budget.line()) {
            boolean isInTime = turn.await(() -> clock.getAndAdd(1_000_000), 3_000_000);

            // Then
            assertThat(isInTime).isFalse();
        }
        budget.release(800, 1);
        assertThat(budget.tryReserve(800)).isTrue();
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
            budget.release(200, 1);
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
                                turn.await(System::nanoTime, System.nanoTime() + 60_000_000_000L);
                                order.add(budget.tryReserve(50) ? 1 : 0);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        isInLine.await();
        budget.release(50, 1);

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
                                turn.await(System::nanoTime, System.nanoTime() + 60_000_000_000L);
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                            }
                        });

        // When
        waiting.interrupt();

        // Then
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        waiting.join();
        budget.release(800, 1);
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
                turn.await(System::nanoTime, System.nanoTime() + 60_000_000_000L);
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
