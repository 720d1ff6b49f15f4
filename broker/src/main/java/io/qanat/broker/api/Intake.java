package io.qanat.broker.api;

import io.qanat.broker.config.TopicSettings;
import io.qanat.log.Durability;
import io.qanat.log.Log;
import io.qanat.protocol.Payload;
import io.qanat.record.RecordBatch;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The gate in front of the log: one partition's batch is checked, stamped where the topic wants
/// it, and handed over. Thread-safe.
final class Intake {
    /// How often the log looks for producers to be forgotten, as in Apache Kafka.
    private static final long TIME_TOLD_INTERVAL_MILLIS = 600_000;

    private final Log log;
    private final InstantSource clock;
    private final Unfolding unfolding;
    private final AtomicLong timeToldMillis = new AtomicLong();

    Intake(Log log, InstantSource clock, Unfolding unfolding) {
        this.log = log;
        this.clock = clock;
        this.unfolding = unfolding;
    }

    /// Takes a batch in, or refuses it. Never throws: partitions before this one may be on their
    /// way to the disk, from the same memory, so a defect has to wait for them like any other
    /// outcome.
    ///
    /// @param version the version of the produce request
    PartitionWrite take(
            PartitionLookup.Found place,
            @Nullable Payload payload,
            Durability durability,
            int version) {
        ByteBuffer records = payload == null ? ByteBuffer.allocate(0) : payload.joined();
        try {
            return take(place, records, durability, version);
        } catch (RuntimeException | Error defect) {
            return new PartitionWrite.Appending(CompletableFuture.failedFuture(defect));
        }
    }

    private PartitionWrite take(
            PartitionLookup.Found place, ByteBuffer records, Durability durability, int version) {
        long nowMillis = clock.millis();
        TopicSettings settings = place.topic().settings();
        Optional<Refusal> refusal =
                new BatchRules(version, settings, nowMillis, unfolding).refusal(records);
        if (refusal.isPresent()) {
            return new PartitionWrite.Refused(refusal.get());
        }
        if (settings.stampsAppendTime()) {
            RecordBatch.of(records).stamp(nowMillis);
        }
        tellTime(nowMillis);
        return new PartitionWrite.Appending(log.append(place.partition(), records, durability));
    }

    /// Producers are forgotten while others write: who writes alone needs no room.
    private void tellTime(long nowMillis) {
        long last = timeToldMillis.get();
        boolean due = Math.abs(nowMillis - last) >= TIME_TOLD_INTERVAL_MILLIS;
        if (due && timeToldMillis.compareAndSet(last, nowMillis)) {
            log.expireProducers(nowMillis);
        }
    }
}
