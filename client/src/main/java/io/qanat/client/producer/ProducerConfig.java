package io.qanat.client.producer;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConfigException;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.internal.accumulator.Budget;
import io.qanat.client.producer.partition.Partitioner;
import io.qanat.client.producer.partition.Partitioning;
import io.qanat.record.Compression;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// How a producer gathers, sends and gives up. Immutable.
///
/// **Order.** The records of a partition arrive in the order of `send`, also when batches are
/// retried: with idempotence the brokers see to it, for up to `inFlightMax` batches of a partition
/// on their way at a time; without it there is only one.
///
/// **Duplicates.** A batch whose answer is lost is sent again. With idempotence, which is on unless
/// `acks`, `inFlightMax` or `retriesMax` rule it out, brokers recognize it and store it once;
/// without it, it may be in the log twice.
///
/// **Deadlines.** Each record has its own, which counts from its `send`; whoever shares its batch
/// does not matter. Until the batch is sent for the first time, an overdue record leaves it and is
/// `NotPersisted`, and the others go on. A batch that was sent keeps its bytes: an overdue record
/// is then `PossiblyPersisted` while the others are tried further, and what a later answer says no
/// longer counts for it.
///
/// @param linger how long a batch waits to be filled
/// @param batchBytesMax a batch of this size waits no longer
/// @param bufferBytes what all records that wait for brokers may take together
/// @param bufferRecordsMax how many records may wait for their outcome
/// @param requestBytesMax largest request, and so largest record
/// @param inFlightMax requests without an answer on one connection; with idempotence at most 5,
///   which is as many batches of a partition as brokers remember
/// @param isIdempotent whether brokers store a batch once that is sent again
/// @param compressionLevel the codec's own default when empty
/// @param topicCompression for topics that are compressed in another way than all others
/// @param deliveryTimeout how long a record may take from `send` to its outcome
/// @param retriesMax attempts after the first one of a batch
/// @param callsBackInline whether callbacks run on the producer's own thread instead of the
///   completion executor: sooner by a change of threads, but nothing is sent or received meanwhile,
///   so they must never block
/// @param reportsOnlyErrors whether a [PollingProducer] reports only what was not delivered
/// @param partitioning how records that do not name a partition get one
/// @param transactionalId under which the producer's transactions are known, whatever process runs
///   it; empty for a producer without transactions
/// @param transactionTimeout after which the brokers end a transaction that is still open
public record ProducerConfig(
        ConnectionConfig connection,
        Acks acks,
        Duration linger,
        int batchBytesMax,
        long bufferBytes,
        int bufferRecordsMax,
        int requestBytesMax,
        int inFlightMax,
        boolean isIdempotent,
        Compression compression,
        OptionalInt compressionLevel,
        Map<String, CodecLevel> topicCompression,
        Duration deliveryTimeout,
        int retriesMax,
        boolean callsBackInline,
        boolean reportsOnlyErrors,
        Partitioning partitioning,
        Optional<String> transactionalId,
        Duration transactionTimeout) {

    /// How many batches of a partition a broker can recognize.
    private static final int IDEMPOTENT_IN_FLIGHT_MAX = 5;

    /// Refuses what contradicts itself.
    ///
    /// @throws ConfigException with all problems
    public ProducerConfig {
        var problems = new ArrayList<String>();
        if (linger.isNegative()) {
            problems.add("linger.ms must not be negative");
        }
        if (batchBytesMax < 1 || requestBytesMax < 1 || inFlightMax < 1 || retriesMax < 0) {
            problems.add(
                    "batch.size, max.request.size and max.in.flight.requests.per.connection must be"
                            + " positive, retries not negative");
        }
        if (bufferBytes < batchBytesMax) {
            problems.add(
                    "buffer.memory ("
                            + bufferBytes
                            + ") is below batch.size ("
                            + batchBytesMax
                            + ")");
        }
        if (bufferBytes > Budget.BYTES_MAX
                || bufferRecordsMax < 1
                || bufferRecordsMax > Budget.RECORDS_MAX) {
            problems.add(
                    "buffer.memory must not be above "
                            + Budget.BYTES_MAX
                            + ", queue.buffering.max.messages must lie from 1 to "
                            + Budget.RECORDS_MAX);
        }
        if (isIdempotent && !allowsIdempotence(acks, inFlightMax, retriesMax)) {
            problems.add(
                    "enable.idempotence needs acks=all,"
                            + " max.in.flight.requests.per.connection <= "
                            + IDEMPOTENT_IN_FLIGHT_MAX
                            + " and retries > 0; set are acks="
                            + acks.code()
                            + ", "
                            + inFlightMax
                            + " and "
                            + retriesMax);
        }
        if (compressionLevel.isPresent() && !compression.accepts(compressionLevel.getAsInt())) {
            problems.add(
                    "compression.type "
                            + compression.configName()
                            + " has no level "
                            + compressionLevel.getAsInt());
        }
        topicCompression = Map.copyOf(topicCompression);
        topicCompression.forEach((topic, way) -> {
            if (!way.isValid()) {
                problems.add(
                        "compression.topics: "
                                + way.codec().configName()
                                + " has no level "
                                + way.level()
                                + ", which is set for "
                                + topic);
            }
        });
        if (transactionalId.isPresent() && !isIdempotent) {
            problems.add(
                    "transactional.id needs enable.idempotence, and so acks=all,"
                            + " max.in.flight.requests.per.connection <= "
                            + IDEMPOTENT_IN_FLIGHT_MAX
                            + " and retries > 0");
        }
        if (transactionalId.map(String::isEmpty).orElse(false)) {
            problems.add("transactional.id must not be empty");
        }
        if (transactionTimeout.toMillis() < 1
                || transactionTimeout.toMillis() > Integer.MAX_VALUE) {
            problems.add(
                    "transaction.timeout.ms must be positive and at most " + Integer.MAX_VALUE);
        }
        Duration least = linger.plus(connection.requestTimeout());
        if (deliveryTimeout.compareTo(least) < 0) {
            problems.add(
                    "delivery.timeout.ms ("
                            + deliveryTimeout.toMillis()
                            + ") is below linger.ms + request.timeout.ms ("
                            + least.toMillis()
                            + ")");
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    /// Whether the producer's records belong to transactions.
    public boolean isTransactional() {
        return transactionalId.isPresent();
    }

    /// The codec's level: the one that was set, or the codec's own default.
    public int level() {
        return compressionLevel.orElse(compression.levelDefault());
    }

    /// How the batches of a topic are compressed.
    public CodecLevel compressionOf(String topic) {
        CodecLevel own = topicCompression.get(topic);
        return own == null ? new CodecLevel(compression, level()) : own;
    }

    private static boolean allowsIdempotence(Acks acks, int inFlightMax, int retriesMax) {
        return acks == Acks.ALL && inFlightMax <= IDEMPOTENT_IN_FLIGHT_MAX && retriesMax > 0;
    }

    /// A builder with Kafka's defaults.
    public static Builder builder(BootstrapServers bootstrap) {
        return new Builder(ConnectionConfig.of(bootstrap));
    }

    /// A builder with Kafka's defaults for everything but the connection.
    public static Builder builder(ConnectionConfig connection) {
        return new Builder(connection);
    }

    /// Reads Kafka's property names.
    ///
    /// @throws ConfigException with all problems, among them every key that is not known
    public static ProducerConfig fromProperties(Map<String, ?> properties) {
        return ProducerProperties.read(properties);
    }

    /// Collects the settings. Confined to one thread.
    public static final class Builder {
        private ConnectionConfig connection;
        private Acks acks = Acks.ALL;
        private Duration linger = Duration.ofMillis(5);
        private int batchBytesMax = 16 * 1024;
        private long bufferBytes = 32L * 1024 * 1024;
        private int bufferRecordsMax = 1_000_000;
        private int requestBytesMax = 1024 * 1024;
        private int inFlightMax = 5;
        private @Nullable Boolean isIdempotent;
        private Compression compression = Compression.NONE;
        private OptionalInt compressionLevel = OptionalInt.empty();
        private final EnumMap<Compression, Integer> codecLevels = new EnumMap<>(Compression.class);
        private final Map<String, Compression> topicCodecs = new HashMap<>();
        private final Map<String, Integer> topicLevels = new HashMap<>();
        private Duration deliveryTimeout = Duration.ofMinutes(2);
        private int retriesMax = Integer.MAX_VALUE;
        private boolean callsBackInline;
        private boolean reportsOnlyErrors;
        private Partitioning partitioning = Partitioning.DEFAULT;
        private Optional<String> transactionalId = Optional.empty();
        private Duration transactionTimeout = Duration.ofMinutes(1);

        private Builder(ConnectionConfig connection) {
            this.connection = connection;
        }

        /// Settings that belong together; what is set afterwards replaces them one by one.
        public Builder preset(Preset preset) {
            preset.apply(this);
            return this;
        }

        /// What all clients share.
        public Builder connection(ConnectionConfig config) {
            this.connection = config;
            return this;
        }

        /// Kafka's `acks`.
        public Builder acks(Acks required) {
            this.acks = required;
            return this;
        }

        /// Kafka's `linger.ms`.
        public Builder linger(Duration duration) {
            this.linger = duration;
            return this;
        }

        /// Kafka's `batch.size`.
        public Builder batchBytesMax(int bytes) {
            this.batchBytesMax = bytes;
            return this;
        }

        /// Kafka's `buffer.memory`.
        public Builder bufferBytes(long bytes) {
            this.bufferBytes = bytes;
            return this;
        }

        /// librdkafka's `queue.buffering.max.messages`.
        public Builder bufferRecordsMax(int records) {
            this.bufferRecordsMax = records;
            return this;
        }

        /// Kafka's `max.request.size`.
        public Builder requestBytesMax(int bytes) {
            this.requestBytesMax = bytes;
            return this;
        }

        /// Kafka's `max.in.flight.requests.per.connection`.
        public Builder inFlightMax(int requests) {
            this.inFlightMax = requests;
            return this;
        }

        /// Kafka's `enable.idempotence`; when it is not set, it is on if the other settings allow
        /// it.
        public Builder idempotent(boolean is) {
            this.isIdempotent = is;
            return this;
        }

        /// Kafka's `compression.type`.
        public Builder compression(Compression codec) {
            this.compression = codec;
            return this;
        }

        /// The level of whatever codec is chosen.
        public Builder compressionLevel(int level) {
            this.compressionLevel = OptionalInt.of(level);
            return this;
        }

        /// Kafka's `compression.<codec>.level`: the level if that codec is chosen.
        public Builder compressionLevel(Compression codec, int level) {
            codecLevels.put(codec, level);
            return this;
        }

        /// The codec of one topic, whatever is chosen for all others; its level is the one set for
        /// that codec, or the codec's own default.
        public Builder compression(String topic, Compression codec) {
            topicCodecs.put(topic, codec);
            topicLevels.remove(topic);
            return this;
        }

        /// The codec and level of one topic, whatever is chosen for all others.
        public Builder compression(String topic, Compression codec, int level) {
            topicCodecs.put(topic, codec);
            topicLevels.put(topic, level);
            return this;
        }

        /// Kafka's `delivery.timeout.ms`.
        public Builder deliveryTimeout(Duration duration) {
            this.deliveryTimeout = duration;
            return this;
        }

        /// Kafka's `retries`.
        public Builder retriesMax(int retries) {
            this.retriesMax = retries;
            return this;
        }

        /// Our own `callbacks.inline`.
        public Builder callbacksInline(boolean are) {
            this.callsBackInline = are;
            return this;
        }

        /// librdkafka's `delivery.report.only.error`.
        public Builder reportsOnlyErrors(boolean are) {
            this.reportsOnlyErrors = are;
            return this;
        }

        /// How records that do not name a partition get one.
        public Builder partitioning(Partitioning way) {
            this.partitioning = way;
            return this;
        }

        Partitioning partitioning() {
            return partitioning;
        }

        /// Who chooses the partition of records that do not name one; the rest of how that is done
        /// stays.
        public Builder partitioner(Partitioner chooser) {
            return partitioning(partitioning.with(chooser));
        }

        /// Kafka's `transactional.id`: the producer's records belong to transactions.
        public Builder transactionalId(String id) {
            this.transactionalId = Optional.of(id);
            return this;
        }

        /// Kafka's `transaction.timeout.ms`.
        public Builder transactionTimeout(Duration duration) {
            this.transactionTimeout = duration;
            return this;
        }

        /// The settings so far.
        ///
        /// @throws ConfigException with all problems
        public ProducerConfig build() {
            return new ProducerConfig(
                    connection,
                    acks,
                    linger,
                    batchBytesMax,
                    bufferBytes,
                    bufferRecordsMax,
                    requestBytesMax,
                    inFlightMax,
                    isIdempotent == null
                            ? allowsIdempotence(acks, inFlightMax, retriesMax)
                            : isIdempotent,
                    compression,
                    level(),
                    topicCompression(),
                    deliveryTimeout,
                    retriesMax,
                    callsBackInline,
                    reportsOnlyErrors,
                    partitioning,
                    transactionalId,
                    transactionTimeout);
        }

        private OptionalInt level() {
            Integer level = codecLevels.get(compression);
            return compressionLevel.isPresent() || level == null
                    ? compressionLevel
                    : OptionalInt.of(level);
        }

        private Map<String, CodecLevel> topicCompression() {
            var ways = new HashMap<String, CodecLevel>();
            topicCodecs.forEach((topic, codec) -> {
                int usual = codecLevels.getOrDefault(codec, codec.levelDefault());
                ways.put(topic, new CodecLevel(codec, topicLevels.getOrDefault(topic, usual)));
            });
            return ways;
        }
    }
}
