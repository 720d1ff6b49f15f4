package io.qanat.client.internal.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CallbackCrewTest {
    private static final long LONG = CallbackCrew.BUSY_PATIENCE_NANOS;

    private final List<Runnable> begun = new ArrayList<>();
    private final List<String> called = new CopyOnWriteArrayList<>();

    @Test
    void oneThreadTellsAllPartitionsOfATurn() {
        // Given
        var crew = new CallbackCrew(begun::add);
        CompletionQueue a = queue(crew);
        CompletionQueue b = queue(crew);
        a.add(() -> called.add("a1"));
        b.add(() -> called.add("b1"));
        a.add(() -> called.add("a2"));
        assertThat(begun).isEmpty();
        // When
        crew.look(0);
        // Then
        assertThat(begun).hasSize(1);
        begun.removeFirst().run();
        assertThat(called).containsExactly("a1", "b1", "a2");
        assertThat(a.isIdle() && b.isIdle()).isTrue();
    }

    @Test
    void theThreadIsStartedAgainWhenItHasEnded() {
        // Given
        var crew = new CallbackCrew(begun::add);
        CompletionQueue a = queue(crew);
        a.add(() -> called.add("a1"));
        crew.look(0);
        begun.removeFirst().run();
        // When
        a.add(() -> called.add("a2"));
        crew.look(1);
        begun.removeFirst().run();
        // Then
        assertThat(called).containsExactly("a1", "a2");
    }

    @Test
    void aCallbackThatWaitsHoldsUpItsOwnPartitionOnly() throws Exception {
        // Given
        Executor threads = task -> Thread.ofVirtual().start(task);
        var crew = new CallbackCrew(threads);
        var held = new CountDownLatch(1);
        CompletionQueue a = queue(crew);
        CompletionQueue b = queue(crew);
        var thread = new Thread[1];
        a.add(() -> {
            thread[0] = Thread.currentThread();
            called.add("a1");
            awaitQuietly(held);
        });
        crew.look(0);
        until(() -> called.contains("a1") && isParked(thread[0]));
        a.add(() -> called.add("a2"));
        b.add(() -> called.add("b1"));
        crew.look(1);
        // When
        assertThat(crew.nextNanos(LONG)).isEqualTo(1 + CallbackCrew.PATIENCE_NANOS);
        crew.look(1 + CallbackCrew.PATIENCE_NANOS);
        // Then
        until(() -> called.contains("b1"));
        assertThat(called).containsExactly("a1", "b1");
        held.countDown();
        until(() -> called.contains("a2"));
    }

    @Test
    void aCallbackThatComputesIsGivenLonger() {
        // Given
        var crew = new CallbackCrew(begun::add);
        CompletionQueue a = queue(crew);
        CompletionQueue b = queue(crew);
        a.add(() -> {
            called.add("a1");
            // While it runs, the loop goes on.
            b.add(() -> called.add("b1"));
            crew.look(1);
            crew.look(LONG);
            assertThat(begun).isEmpty();
            // When
            crew.look(1 + LONG);
        });
        crew.look(0);
        begun.removeFirst().run();
        // Then
        assertThat(called).containsExactly("a1");
        assertThat(begun).hasSize(1);
        begun.removeFirst().run();
        assertThat(called).containsExactly("a1", "b1");
    }

    @Test
    void afterThatEachPartitionHasItsOwnThreadForAWhile() {
        // Given
        var crew = new CallbackCrew(begun::add);
        CompletionQueue a = queue(crew);
        CompletionQueue b = queue(crew);
        CompletionQueue c = queue(crew);
        a.add(() -> {
            b.add(() -> called.add("b1"));
            crew.look(1);
            crew.look(1 + LONG);
        });
        crew.look(0);
        begun.removeFirst().run();
        begun.removeFirst().run();
        // When
        b.add(() -> called.add("b2"));
        c.add(() -> called.add("c1"));
        // Then
        assertThat(begun).hasSize(2);
        begun.forEach(Runnable::run);
        begun.clear();
        assertThat(called).containsExactly("b1", "b2", "c1");
        crew.look(2 * CallbackCrew.APART_NANOS);
        b.add(() -> called.add("b3"));
        c.add(() -> called.add("c2"));
        crew.look(2 * CallbackCrew.APART_NANOS);
        assertThat(begun).hasSize(1);
    }

    @Test
    void manyBatchesOfOnePartitionDoNotKeepAnotherOneWaiting() {
        // Given
        var crew = new CallbackCrew(begun::add);
        CompletionQueue a = queue(crew);
        CompletionQueue b = queue(crew);
        var again = new AtomicInteger(100);
        a.add(
                new Runnable() {
                    @Override
                    public void run() {
                        called.add("a");
                        if (again.decrementAndGet() > 0) {
                            a.add(this);
                        }
                    }
                });
        b.add(() -> called.add("b"));
        // When
        crew.look(0);
        begun.removeFirst().run();
        // Then
        assertThat(called).hasSize(101);
        assertThat(called.indexOf("b")).isEqualTo(1);
    }

    @Test
    void whatIsCompletedAfterTheLastTurnRunsAtOnce() {
        // Given
        var crew = new CallbackCrew(begun::add);
        CompletionQueue a = queue(crew);
        CompletionQueue b = queue(crew);
        a.add(() -> called.add("a1"));
        // When
        crew.end();
        b.add(() -> called.add("b1"));
        // Then
        begun.forEach(Runnable::run);
        assertThat(called).containsExactly("a1", "b1");
    }

    private static CompletionQueue queue(CallbackCrew crew) {
        return new CompletionQueue(crew, Optional.empty());
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private static boolean isParked(Thread thread) {
        return thread.getState() == Thread.State.WAITING;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
