package io.qanat.client.producer;

import java.util.LinkedHashMap;
import java.util.Map;

/// How a producer fared lately: in the last half minute to minute, as Kafka's clients count. The
/// same figures under the names of Kafka's metrics are in [#byName]. Immutable.
///
/// @param recordSendRate records per second that went to brokers; those sent again count again
/// @param recordErrorRate records per second that were given up; not those that were refused at
///   once, of which their sender knows
/// @param requestLatencyAvg milliseconds from a Produce request to its answer; NaN when there was
///   none
/// @param batchSizeAvg bytes of a batch on the wire; NaN when there was none
/// @param bufferAvailableBytes what is free of the send buffer, now
/// @param slowCallbacks how often, since the beginning, the callbacks of one batch ran for more
///   than five seconds; later outcomes of the partition wait for them, and a line in the log says
///   so
public record ProducerMetrics(
        double recordSendRate,
        double recordErrorRate,
        double requestLatencyAvg,
        double batchSizeAvg,
        long bufferAvailableBytes,
        long slowCallbacks) {
    /// By the names of Kafka's metrics.
    public Map<String, Double> byName() {
        var metrics = new LinkedHashMap<String, Double>();
        metrics.put("record-send-rate", recordSendRate);
        metrics.put("record-error-rate", recordErrorRate);
        metrics.put("request-latency-avg", requestLatencyAvg);
        metrics.put("batch-size-avg", batchSizeAvg);
        metrics.put("buffer-available-bytes", (double) bufferAvailableBytes);
        metrics.put("slow-callback-total", (double) slowCallbacks);
        return metrics;
    }
}
