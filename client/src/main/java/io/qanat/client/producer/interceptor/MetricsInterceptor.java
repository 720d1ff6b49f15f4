package io.qanat.client.producer.interceptor;

import io.qanat.client.producer.Interceptor;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.ProducerRecord;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// Counts records and what became of them. Thread-safe.
///
/// ```java
/// DeliveryCounts before = metrics.counts();
/// // half a minute later
/// metrics.counts().asMap(before) // record-send-rate, record-error-rate, …
/// ```
public final class MetricsInterceptor<K, V> implements Interceptor<K, V> {
    private final LongSupplier nanos;
    private final LongAdder sent = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder notPersisted = new LongAdder();
    private final LongAdder possiblyPersisted = new LongAdder();
    private final LongAdder latencyNanos = new LongAdder();
    private final LongAccumulator latencyNanosMax = new LongAccumulator(Math::max, 0);

    /// Counts from zero.
    ///
    /// @param nanos the present time, as `System::nanoTime`
    public MetricsInterceptor(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// The counts by now; those of records that are being sent meanwhile may be in it in part.
    public DeliveryCounts counts() {
        return new DeliveryCounts(
                nanos.getAsLong(),
                sent.sum(),
                delivered.sum(),
                notPersisted.sum(),
                possiblyPersisted.sum(),
                latencyNanos.sum(),
                latencyNanosMax.get());
    }

    @Override
    public ProducerRecord<K, V> onSend(ProducerRecord<K, V> record) {
        sent.increment();
        return record;
    }

    @Override
    public void onAcknowledgement(ProducerRecord<K, V> record, Outcome outcome) {
        switch (outcome) {
            case Outcome.Delivered known -> {
                long tookNanos = known.timeline().totalNanos();
                delivered.increment();
                latencyNanos.add(tookNanos);
                latencyNanosMax.accumulate(tookNanos);
            }
            case Outcome.NotPersisted refused -> notPersisted.increment();
            case Outcome.PossiblyPersisted unknown -> possiblyPersisted.increment();
        }
    }
}
