package io.qanat.compat;

import io.qanat.client.producer.Producer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/// The metrics of a producer under Kafka's names. A metric is read when it is asked. Immutable.
record Gauge(MetricName metricName, Producer<?, ?> producer) implements Metric {
    static Map<MetricName, Metric> of(Producer<?, ?> producer, String clientId) {
        var gauges = new HashMap<MetricName, Metric>();
        for (String name : producer.metrics().byName().keySet()) {
            var full = new MetricName(name, "producer-metrics", "", Map.of("client-id", clientId));
            gauges.put(full, new Gauge(full, producer));
        }
        return gauges;
    }

    @Override
    public Object metricValue() {
        return producer.metrics().byName().getOrDefault(metricName.name(), Double.NaN);
    }
}
