package io.qanat.client.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.BufferFullException;
import io.qanat.client.ClientClosedException;
import io.qanat.client.internal.sink.ScriptedSinks;
import io.qanat.client.producer.Outcome.NotPersisted;
import io.qanat.protocol.ApiKey;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `send` on a cluster that never answers: no event is delivered, time stands still, and there is
/// no other thread. So a caller that waited for anything would wait for ever; that a platform
/// thread has not waited is also read from the JVM's own count.
@Timeout(60)
class NeverParksTest {
    private static final int RECORDS = 2_000;

    private final ScriptedSinks cluster =
            new ScriptedSinks(config -> config.bufferBytes(64 * 1024).bufferRecordsMax(600));
    private final Intake<String, String> intake =
            new Intake<>(
                    new Serializers<>(Serializer.STRING, Serializer.STRING),
                    cluster.accumulator,
                    64 * 1024,
                    new Standing());
    private final List<Outcome> outcomes = new ArrayList<>();

    NeverParksTest() {
        for (ApiKey key : ApiKey.values()) {
            cluster.brokers.hold(key);
        }
        cluster.run();
    }

    @Test
    void aPlatformThread() throws InterruptedException {
        // Given
        var waits = new ArrayList<Long>();
        Thread thread = Thread.ofPlatform().unstarted(() -> waits.add(waitsOf(this::sendAll)));

        // When
        thread.start();
        thread.join();

        // Then
        assertThat(waits).containsExactly(0L);
        assertThatTheBufferIsFull();
    }

    @Test
    void theCountSeesAPark() {
        // When
        long waits = waitsOf(() -> LockSupport.parkNanos(1));

        // Then
        assertThat(waits).isPositive();
    }

    @Test
    void aVirtualThread() throws InterruptedException {
        // Given
        Thread thread = Thread.ofVirtual().unstarted(this::sendAll);

        // When
        thread.start();
        thread.join();

        // Then
        assertThatTheBufferIsFull();
    }

    @Test
    void aCallbackOfARecordThatWasGivenUp() throws InterruptedException {
        // Given
        var waits = new ArrayList<Long>();
        intake.send(
                new ProducerRecord<>("unknown", "first"),
                outcome -> waits.add(waitsOf(this::sendAll)));
        cluster.run();
        Thread loop =
                Thread.ofPlatform()
                        .unstarted(() -> cluster.sinks.abort(new ClientClosedException("end")));

        // When
        loop.start();
        loop.join();

        // Then
        assertThat(waits).containsExactly(0L);
        assertThat(outcomes).hasSize(RECORDS).allMatch(NotPersisted.class::isInstance);
    }

    @Test
    void aCallbackOfARecordThatWasRefused() {
        // Given
        sendAll();
        outcomes.clear();
        var waits = new ArrayList<Long>();

        // When
        intake.send(
                new ProducerRecord<>("unknown", "one more"),
                outcome -> waits.add(waitsOf(this::sendAll)));

        // Then
        assertThat(waits).containsExactly(0L);
        assertThat(outcomes).hasSize(RECORDS);
    }

    /// Sends far more than the buffer takes.
    private void sendAll() {
        for (int i = 0; i < RECORDS; i++) {
            intake.send(new ProducerRecord<>("t" + i % 7, "k" + i, "v"), outcomes::add);
        }
    }

    private void assertThatTheBufferIsFull() {
        assertThat(outcomes)
                .hasSize(RECORDS - 600)
                .allMatch(outcome ->
                        outcome instanceof NotPersisted refused
                                && refused.cause() instanceof BufferFullException);
    }

    /// How often the present platform thread waits or is blocked while it does this.
    private static long waitsOf(Runnable action) {
        LongSupplier waits =
                () -> {
                    ThreadInfo info =
                            ManagementFactory.getThreadMXBean()
                                    .getThreadInfo(Thread.currentThread().threadId());
                    return info.getWaitedCount() + info.getBlockedCount();
                };
        long before = waits.getAsLong();
        action.run();
        return waits.getAsLong() - before;
    }

    /// A producer for which no time passes.
    private static final class Standing implements Intake.Owner {
        @Override
        public boolean isClosed() {
            return false;
        }

        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public long millisAt(long nanos) {
            return 0;
        }
    }
}
