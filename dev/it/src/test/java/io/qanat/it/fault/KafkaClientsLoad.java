package io.qanat.it.fault;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// A producer of kafka-clients that lives on while the broker is killed and comes back. It has a
/// bounded number of records on their way.
final class KafkaClientsLoad implements Load {
    private static final int RECORDS_ON_THEIR_WAY_MAX = 100;
    private static final long REPORT_SECONDS_MAX = 90;

    private final String topic;
    private final Account account;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Semaphore room = new Semaphore(RECORDS_ON_THEIR_WAY_MAX);
    private volatile boolean sends;
    private @Nullable Thread thread;

    KafkaClientsLoad(String bootstrap, String topic, Account account, Map<String, ?> settings) {
        this.topic = topic;
        this.account = account;
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", bootstrap);
        config.put("delivery.timeout.ms", 60_000);
        config.put("request.timeout.ms", 10_000);
        config.put("retry.backoff.max.ms", 200);
        config.put("reconnect.backoff.max.ms", 100);
        config.put("batch.size", 4_000);
        config.put("linger.ms", 1);
        config.putAll(settings);
        producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void begin() {
        sends = true;
        thread = Thread.ofPlatform().daemon().name("load-" + account.writer()).start(this::send);
    }

    private void send() {
        while (sends) {
            room.acquireUninterruptibly();
            int number = account.send();
            byte[] value = new Payload(account.writer(), number).bytes();
            // Its callback tells all.
            var unused =
                    producer.send(
                            new ProducerRecord<>(topic, account.partition(number), null, value),
                            (metadata, failure) -> {
                                if (failure == null) {
                                    account.acknowledged(number, metadata.offset());
                                } else {
                                    account.unsure(number);
                                }
                                room.release();
                            });
        }
    }

    @Override
    public void end() {
        sends = false;
        boolean settled = false;
        try {
            if (thread != null) {
                thread.join();
            }
            settled =
                    room.tryAcquire(RECORDS_ON_THEIR_WAY_MAX, REPORT_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!settled) {
            throw new AssertionError(account.writer() + " was not told of all its records");
        }
        room.release(RECORDS_ON_THEIR_WAY_MAX);
    }

    @Override
    public void close() {
        sends = false;
        producer.close(Duration.ZERO);
    }
}
