package io.qanat.it.fault;

import java.time.Duration;

/// A producer of some client that writes to one topic through a proxy, idempotent and with short
/// limits. Thread-safe.
interface WireProducer extends AutoCloseable {
    Duration REQUEST_TIMEOUT = Duration.ofMillis(300);
    Duration DELIVERY_TIMEOUT = Duration.ofMillis(1_500);
    Duration PAUSE_MIN = Duration.ofMillis(5);
    Duration PAUSE_MAX = Duration.ofMillis(50);
    Duration LINGER = Duration.ofMillis(1);
    int BATCH_BYTES_MAX = 2_000;

    /// Makes producers of one client.
    @FunctionalInterface
    interface Maker {
        /// Makes a producer.
        ///
        /// @param clientId by which the proxy knows it
        WireProducer open(String bootstrap, String topic, String clientId);
    }

    /// Told what became of one record, once.
    interface Report {
        void acknowledged(long offset);

        /// It is not stored.
        void refused(Throwable cause);

        /// It may be stored or not.
        void unsure(Throwable cause);
    }

    /// Within what time after `send` is called each record is to have its report.
    Duration limit();

    /// Sends a record.
    void send(int partition, byte[] value, Report report);

    /// Ends it, without waiting for records on their way.
    @Override
    void close();
}
