package io.qanat.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of Kafka's console producer that stand for one property of the producer each. They
/// win over the property. Confined to the main thread.
final class ConsoleDeliveryOptions {
    @Option(
            names = "--compression-codec",
            paramLabel = "CODEC",
            arity = "0..1",
            fallbackValue = "gzip",
            description = "none, gzip, snappy, lz4 or zstd; alone: gzip (default: none).")
    private @Nullable String codec;

    @Option(
            names = "--request-required-acks",
            paramLabel = "0|1|-1|all",
            description = "The property acks (default: all).")
    private @Nullable String acks;

    @Option(
            names = "--batch-size",
            paramLabel = "BYTES",
            description = "The property batch.size (default: 16384).")
    private @Nullable String batchSize;

    @Option(
            names = "--max-partition-memory-bytes",
            paramLabel = "BYTES",
            description = "The old name of --batch-size.")
    private @Nullable String oldBatchSize;

    @Option(
            names = "--timeout",
            paramLabel = "MS",
            description = "The property linger.ms (default: 5).")
    private @Nullable String linger;

    @Option(
            names = "--request-timeout-ms",
            paramLabel = "MS",
            description = "The property request.timeout.ms (default: 30000).")
    private @Nullable String requestTimeout;

    @Option(
            names = "--message-send-max-retries",
            paramLabel = "N",
            description = "The property retries (default: until delivery.timeout.ms is over).")
    private @Nullable String retries;

    @Option(
            names = "--retry-backoff-ms",
            paramLabel = "MS",
            description = "The property retry.backoff.ms (default: 100).")
    private @Nullable String retryBackoff;

    @Option(
            names = "--max-memory-bytes",
            paramLabel = "BYTES",
            description = "The property buffer.memory (default: 33554432).")
    private @Nullable String bufferMemory;

    @Option(
            names = "--metadata-expiry-ms",
            paramLabel = "MS",
            description = "The property metadata.max.age.ms (default: 300000).")
    private @Nullable String metadataAge;

    @Option(
            names = "--max-block-ms",
            paramLabel = "MS",
            description = "How long a line may wait for room in the producer's memory.")
    private @Nullable Long roomWaitMillis;

    @Option(
            names = "--socket-buffer-size",
            paramLabel = "BYTES",
            description = "Accepted; the operating system chooses.")
    private @Nullable Integer socketBytes;

    /// Puts what was given over the properties, with warnings about what is given in vain.
    ClientSettings over(ClientSettings settings, Consumer<String> warnings) {
        if (oldBatchSize != null) {
            warnings.accept("--max-partition-memory-bytes is an old name, use --batch-size");
        }
        if (socketBytes != null) {
            warnings.accept("--socket-buffer-size does nothing, the operating system chooses");
        }
        return settings.with("compression.type", codec)
                .with("acks", acks)
                .with("batch.size", batchSize)
                .with("batch.size", oldBatchSize)
                .with("linger.ms", linger)
                .with("request.timeout.ms", requestTimeout)
                .with("retries", retries)
                .with("retry.backoff.ms", retryBackoff)
                .with("buffer.memory", bufferMemory)
                .with("metadata.max.age.ms", metadataAge);
    }

    /// How long a line may wait for room, if that was given.
    Optional<Duration> roomWaitMax() {
        if (roomWaitMillis != null && roomWaitMillis < 0) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--max-block-ms " + roomWaitMillis + " is below 0");
        }
        return Optional.ofNullable(roomWaitMillis).map(Duration::ofMillis);
    }
}
