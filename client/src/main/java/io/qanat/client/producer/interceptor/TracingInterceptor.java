package io.qanat.client.producer.interceptor;

import io.qanat.client.producer.Interceptor;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.record.RecordHeader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Gives each record the header `traceparent` (W3C Trace Context), so that whoever reads it goes on
/// with the trace. A record that has one keeps it. Thread-safe.
public final class TracingInterceptor<K, V> implements Interceptor<K, V> {
    /// The header's name.
    public static final String TRACEPARENT = "traceparent";

    private final Supplier<Optional<TraceContext>> present;
    private final RandomGenerator random;

    /// Each record gets a span of its own in the present trace.
    ///
    /// @param present the place in a trace where the sending thread is; without one the record
    ///   begins a trace, which is sampled
    /// @param random may be called by several threads at once
    public TracingInterceptor(Supplier<Optional<TraceContext>> present, RandomGenerator random) {
        this.present = present;
        this.random = random;
    }

    @Override
    public ProducerRecord<K, V> onSend(ProducerRecord<K, V> record) {
        if (record.lastHeader(TRACEPARENT).isPresent()) {
            return record;
        }
        TraceContext context =
                present.get()
                        .map(parent -> parent.child(random))
                        .orElseGet(() -> TraceContext.root(random, true));
        byte[] text = context.text().getBytes(StandardCharsets.US_ASCII);
        return record.with(new RecordHeader(TRACEPARENT, ByteBuffer.wrap(text)));
    }
}
