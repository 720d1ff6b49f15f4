package io.qanat.client.producer.interceptor;

import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What a [MetricsInterceptor] has counted up to a moment. Immutable.
///
/// @param nanos the moment
/// @param sent records given to the producer
/// @param latencyNanos of all delivered records together, from the `send` of the oldest of their
///   batch to the outcome
/// @param latencyNanosMax the longest of them
public record DeliveryCounts(
        long nanos,
        long sent,
        long delivered,
        long notPersisted,
        long possiblyPersisted,
        long latencyNanos,
        long latencyNanosMax) {
    private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    /// Records that were not delivered.
    public long errors() {
        return notPersisted + possiblyPersisted;
    }

    /// The figures under the names that dashboards use, where Kafka has them; rates per second and
    /// averages since an earlier moment, times in milliseconds.
    public Map<String, Double> asMap(DeliveryCounts before) {
        double seconds = (nanos - before.nanos) / NANOS_PER_SECOND;
        double newlyDelivered = delivered - before.delivered;
        return Map.of(
                "record-send-total",
                (double) sent,
                "record-send-rate",
                quotient((double) (sent - before.sent), seconds),
                "record-error-total",
                (double) errors(),
                "record-error-rate",
                quotient((double) (errors() - before.errors()), seconds),
                "record-latency-avg",
                quotient((latencyNanos - before.latencyNanos) / NANOS_PER_MILLI, newlyDelivered),
                "record-latency-max",
                latencyNanosMax / NANOS_PER_MILLI);
    }

    private static double quotient(double amount, double per) {
        return per > 0 ? amount / per : 0;
    }
}
