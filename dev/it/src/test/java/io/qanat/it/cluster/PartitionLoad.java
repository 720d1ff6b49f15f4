package io.qanat.it.cluster;

import io.qanat.it.fault.Account;
import io.qanat.it.fault.Payload;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// A steady load on one partition, with a bounded number of records on their way, so that a
/// partition without a leader holds up none but itself. Its own thread sends.
final class PartitionLoad {
    private static final int ON_THEIR_WAY_MAX = 100;

    /// One record in so many nanoseconds: 500 in a second.
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Client client;
    private final String topic;
    private final Account account;
    private final Map<String, AtomicInteger> causes;
    private final AtomicLong slowestNanos;
    private final Semaphore room = new Semaphore(ON_THEIR_WAY_MAX);
    private final Thread thread;
    private volatile boolean sends = true;

    /// @param causes counts why records failed
    /// @param slowestNanos the longest time to an outcome
    PartitionLoad(
            Client client,
            String topic,
            Account account,
            Map<String, AtomicInteger> causes,
            AtomicLong slowestNanos) {
        this.client = client;
        this.topic = topic;
        this.account = account;
        this.causes = causes;
        this.slowestNanos = slowestNanos;
        thread = Thread.ofPlatform().daemon().name("load-" + account.writer()).unstarted(this::run);
    }

    void begin() {
        thread.start();
    }

    private void run() {
        long due = System.nanoTime();
        while (sends) {
            room.acquireUninterruptibly();
            send();
            due = Math.max(due + INTERVAL_NANOS, System.nanoTime() - INTERVAL_NANOS);
            long wait = due - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            }
        }
    }

    private void send() {
        int number = account.send();
        byte[] value = new Payload(account.writer(), number).bytes();
        long begin = System.nanoTime();
        client.send(
                topic,
                account.partition(number),
                value,
                new Client.Report() {
                    @Override
                    public void acknowledged(long offset) {
                        account.acknowledged(number, offset);
                        settled();
                    }

                    @Override
                    public void refused(String cause) {
                        account.refused(number);
                        count("refused: " + cause);
                    }

                    @Override
                    public void unsure(String cause) {
                        account.unsure(number);
                        count("unsure: " + cause);
                    }

                    private void count(String cause) {
                        causes.computeIfAbsent(cause, name -> new AtomicInteger())
                                .incrementAndGet();
                        settled();
                    }

                    private void settled() {
                        slowestNanos.accumulateAndGet(System.nanoTime() - begin, Math::max);
                        room.release();
                    }
                });
    }

    /// Sends nothing more, and waits for what is said about the rest.
    ///
    /// @return whether all of it was reported on
    boolean end(long reportNanosMax) {
        sends = false;
        try {
            long deadline = System.nanoTime() + reportNanosMax;
            thread.join(TimeUnit.NANOSECONDS.toMillis(reportNanosMax));
            return room.tryAcquire(
                    ON_THEIR_WAY_MAX, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
