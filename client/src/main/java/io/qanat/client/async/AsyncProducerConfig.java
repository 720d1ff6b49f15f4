package io.qanat.client.async;

import io.qanat.client.ConfigException;
import io.qanat.client.producer.ProducerConfig;
import java.time.Duration;
import java.util.ArrayList;

/// How an [AsyncProducer] gathers records before it hands them to its producer. Immutable.
///
/// @param producer how the producer behind it works; its `linger` also says how soon a lone record
///   goes: after a tenth of it, at most a millisecond, unless another one is produced meanwhile
/// @param batchRecordsMax a buffer of so many records is handed over
/// @param bufferTimeout the most that the oldest record waits in the buffer
/// @param bufferRecordsMax how many records may wait for the producer to take them
/// @param linesMax how many batches are handed over at a time; those of one topic and partition
///   keep their order
/// @param callbackPoolMax how many objects that carry callbacks are kept to be used again; 0 to
///   make one for each
/// @param slowCallback a callback that takes longer is counted as slow
public record AsyncProducerConfig(
        ProducerConfig producer,
        int batchRecordsMax,
        Duration bufferTimeout,
        int bufferRecordsMax,
        int linesMax,
        int callbackPoolMax,
        Duration slowCallback) {
    private static final Duration QUANTUM_MAX = Duration.ofMillis(1);
    private static final int QUANTUM_FRACTION = 10;

    /// Refuses what contradicts itself.
    ///
    /// @throws ConfigException with all problems
    public AsyncProducerConfig {
        var problems = new ArrayList<String>();
        if (batchRecordsMax < 1 || linesMax < 1) {
            problems.add("batchRecordsMax and linesMax must be positive");
        }
        if (bufferRecordsMax < batchRecordsMax) {
            problems.add(
                    "bufferRecordsMax ("
                            + bufferRecordsMax
                            + ") is below batchRecordsMax ("
                            + batchRecordsMax
                            + ")");
        }
        if (callbackPoolMax < 0) {
            problems.add("callbackPoolMax must not be negative");
        }
        if (bufferTimeout.isNegative() || slowCallback.isNegative()) {
            problems.add("bufferTimeout and slowCallback must not be negative");
        }
        if (producer.reportsOnlyErrors()) {
            problems.add("delivery.report.only.error is for the polling producer");
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    /// A builder with the defaults.
    public static Builder builder(ProducerConfig producer) {
        return new Builder(producer);
    }

    /// The defaults.
    public static AsyncProducerConfig of(ProducerConfig producer) {
        return builder(producer).build();
    }

    /// How long nothing is produced before what is in the buffer goes.
    Duration quantum() {
        Duration part = producer.linger().dividedBy(QUANTUM_FRACTION);
        return part.compareTo(QUANTUM_MAX) < 0 ? part : QUANTUM_MAX;
    }

    /// Collects the settings. Confined to one thread.
    public static final class Builder {
        private final ProducerConfig producer;
        private int batchRecordsMax = 1000;
        private Duration bufferTimeout = Duration.ofSeconds(1);
        private int bufferRecordsMax = 10_000;
        private int linesMax = 4;
        private int callbackPoolMax;
        private Duration slowCallback = Duration.ofMillis(100);

        private Builder(ProducerConfig producer) {
            this.producer = producer;
        }

        /// A buffer of so many records is handed over: 1,000 unless set.
        public Builder batchRecordsMax(int records) {
            this.batchRecordsMax = records;
            return this;
        }

        /// The most that the oldest record waits in the buffer: a second unless set.
        public Builder bufferTimeout(Duration timeout) {
            this.bufferTimeout = timeout;
            return this;
        }

        /// How many records may wait for the producer to take them: 10,000 unless set.
        public Builder bufferRecordsMax(int records) {
            this.bufferRecordsMax = records;
            return this;
        }

        /// How many batches are handed over at a time: 4 unless set.
        public Builder linesMax(int lines) {
            this.linesMax = lines;
            return this;
        }

        /// How many objects that carry callbacks are kept: none unless set.
        public Builder callbackPoolMax(int callbacks) {
            this.callbackPoolMax = callbacks;
            return this;
        }

        /// A callback that takes longer is counted as slow: 100 ms unless set.
        public Builder slowCallback(Duration duration) {
            this.slowCallback = duration;
            return this;
        }

        /// The settings so far.
        ///
        /// @throws ConfigException with all problems
        public AsyncProducerConfig build() {
            return new AsyncProducerConfig(
                    producer,
                    batchRecordsMax,
                    bufferTimeout,
                    bufferRecordsMax,
                    linesMax,
                    callbackPoolMax,
                    slowCallback);
        }
    }
}
