package io.qanat.it.fault;

import io.qanat.it.proxy.LimitedPlan;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// One thread that writes through a proxy with one producer after another, each under an account of
/// its own, until there are no more faults. Short lives show the proxy the frames with which a
/// producer begins.
final class FrameFaultWriter implements Runnable {
    static final int PARTITIONS = 6;

    private static final int RECORDS_PER_LIFE = 600;
    private static final int RECORDS_ON_THEIR_WAY_MAX = 60;
    private static final Duration REPORT_WAIT_MAX = Duration.ofSeconds(30);

    private final String name;
    private final Scene scene;

    /// What all writers of a run share.
    ///
    /// @param causes what went wrong with records, counted by class
    record Scene(
            WireProducer.Maker maker,
            String bootstrap,
            String topic,
            LimitedPlan plan,
            Ledger ledger,
            Hiccups clock,
            Lateness lateness,
            Map<String, LongAdder> causes) {
        Scene(
                WireProducer.Maker maker,
                String bootstrap,
                String topic,
                LimitedPlan plan,
                Ledger ledger,
                Hiccups clock) {
            this(
                    maker,
                    bootstrap,
                    topic,
                    plan,
                    ledger,
                    clock,
                    new Lateness(),
                    new ConcurrentHashMap<>());
        }
    }

    FrameFaultWriter(String name, Scene scene) {
        this.name = name;
        this.scene = scene;
    }

    @Override
    public void run() {
        for (int life = 0; !scene.plan().isOver(); life++) {
            live(name + "-" + life);
        }
    }

    private void live(String clientId) {
        Account account = scene.ledger().openIdempotent(clientId, PARTITIONS);
        var room = new Semaphore(RECORDS_ON_THEIR_WAY_MAX);
        try (WireProducer producer =
                scene.maker().open(scene.bootstrap(), scene.topic(), clientId)) {
            long patienceNanos = producer.limit().plus(REPORT_WAIT_MAX).toNanos();
            for (int i = 0; i < RECORDS_PER_LIFE && !scene.plan().isOver(); i++) {
                if (!acquire(room, 1, patienceNanos)) {
                    break;
                }
                send(producer, account, room);
            }
            if (!acquire(room, RECORDS_ON_THEIR_WAY_MAX, patienceNanos)) {
                scene.lateness().never(RECORDS_ON_THEIR_WAY_MAX - room.availablePermits());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean acquire(Semaphore room, int records, long nanosMax)
            throws InterruptedException {
        long begin = scene.clock().nanos();
        while (scene.clock().nanos() - begin < nanosMax) {
            if (room.tryAcquire(records, 1, TimeUnit.SECONDS)) {
                return true;
            }
        }
        return false;
    }

    private void send(WireProducer producer, Account account, Semaphore room) {
        int number = account.send();
        byte[] value = new Payload(account.writer(), number).bytes();
        long limitNanos = scene.clock().nanos() + producer.limit().toNanos();
        producer.send(
                account.partition(number),
                value,
                new WireProducer.Report() {
                    @Override
                    public void acknowledged(long offset) {
                        account.acknowledged(number, offset);
                        reported();
                    }

                    @Override
                    public void refused(Throwable cause) {
                        account.refused(number);
                        count("refused", cause);
                    }

                    @Override
                    public void unsure(Throwable cause) {
                        account.unsure(number);
                        count("unsure", cause);
                    }

                    private void count(String what, Throwable cause) {
                        scene.causes()
                                .computeIfAbsent(
                                        what + " " + cause.getClass().getSimpleName(),
                                        key -> new LongAdder())
                                .increment();
                        reported();
                    }

                    private void reported() {
                        scene.lateness().add(Duration.ofNanos(scene.clock().nanos() - limitNanos));
                        room.release();
                    }
                });
    }
}
