package io.qanat.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThreadCrewTest {
    private static final List<Integer> ITEMS = IntStream.range(0, 100).boxed().toList();

    private final Crew crew = new ThreadCrew(Thread::new);

    @Test
    void doesEachOnceOnSeveralThreads() throws IOException {
        // Given
        Set<Integer> done = ConcurrentHashMap.newKeySet();
        var together = new CyclicBarrier(2);
        // When
        crew.forEach(
                ITEMS,
                item -> {
                    assertThat(done.add(item)).isTrue();
                    meet(together);
                });
        // Then
        assertThat(done).hasSize(ITEMS.size());
    }

    @Test
    void throwsTheErrorOfOneAfterAllThreadsHaveEnded() {
        // Given
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        // When / Then
        assertThatThrownBy(() ->
                        crew.forEach(
                                ITEMS,
                                item -> {
                                    threads.add(Thread.currentThread());
                                    if (item == 50) {
                                        throw new IOException("the disk is gone");
                                    }
                                }))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is gone");
        threads.remove(Thread.currentThread());
        assertThat(threads).noneMatch(Thread::isAlive);
    }

    private static void meet(CyclicBarrier together) throws IOException {
        try {
            together.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IOException("no second thread came", e);
        }
    }
}
