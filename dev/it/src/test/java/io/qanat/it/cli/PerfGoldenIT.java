package io.qanat.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.it.kafka.KafkaNode;
import io.qanat.it.kafka.PerfTool;
import io.qanat.it.kafka.SharedKafka;
import io.qanat.it.peer.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `perf` beside the tools of Apache Kafka whose lines it writes: the same lines, but for the
/// numbers.
@Tag("foreign")
@ExtendWith(SharedKafka.class)
final class PerfGoldenIT {
    private static final Pattern ANNOUNCEMENT =
            Pattern.compile(
                    "Topic \"|(?i:warning)|Warmup first|Reading payloads|Number of records read");

    private final KafkaNode kafka;
    private final String topic = "perf-" + UUID.randomUUID();
    @TempDir private Path folder;

    PerfGoldenIT(KafkaNode kafka) {
        this.kafka = kafka;
    }

    @ParameterizedTest
    @CsvSource({
        "--num-records 3000 --record-size 100 --throughput -1",
        "--num-records 3000 --record-size 100 --throughput 100000 --warmup-records 1000",
        "--num-records 500 --payload-file FILE --throughput 1000 --reporting-interval 300",
        "--num-records 500 --payload-monotonic --throughput -1 --command-property acks=1 linger.ms=0",
    })
    void summarizesSending(String options) throws Exception {
        // Given
        Path payloads = Files.writeString(folder.resolve("payloads"), "a\nbb\nccc\n");
        var line = options.replace("FILE", payloads.toString());

        // When
        Program.Run kafkas = PerfTool.PRODUCE.run(arguments(line));
        Program.Run ours = qanat("produce", line);

        // Then
        assertThat(kafkas.exitCode()).as(kafkas.errors()).isZero();
        assertThat(ours.exitCode()).as(ours.errors()).isZero();
        assertThat(shape(ours)).isNotEmpty().isSubsetOf(shape(kafkas));
        assertThat(shape(kafkas)).isSubsetOf(shape(ours));
    }

    @ParameterizedTest
    @CsvSource({
        "--num-records 2000",
        "--num-records 2000 --hide-header",
        "--messages 2000 --timeout 5000 --fetch-size 10000 --reporting-interval 1 --show-detailed-stats",
    })
    void summarizesReading(String options) {
        // Given
        qanat("produce", "--num-records 2000 --record-size 100");

        // When
        Program.Run kafkas = PerfTool.CONSUME.run(arguments(options));
        Program.Run ours = qanat("consume", options);

        // Then
        assertThat(kafkas.exitCode()).as(kafkas.errors()).isZero();
        assertThat(ours.exitCode()).as(ours.errors()).isZero();
        assertThat(shape(ours)).isNotEmpty().isEqualTo(shape(kafkas));
        if (!options.contains("detailed")) {
            assertThat(fields(ours).get(4)).isEqualTo("2000").isEqualTo(fields(kafkas).get(4));
            assertThat(fields(ours).get(2)).isEqualTo("0.1907").isEqualTo(fields(kafkas).get(2));
        }
    }

    @Test
    void summarizesRoundTrips() {
        var options = "--num-records 20 --producer-acks all --record-size 100";

        Program.Run ours = qanat("e2e", options);
        Program.Run kafkas = PerfTool.ROUND_TRIP.run(arguments(options));

        assertThat(kafkas.exitCode()).as(kafkas.errors()).isZero();
        assertThat(ours.exitCode()).as(ours.errors()).isZero();
        assertThat(shape(ours)).hasSize(3).isEqualTo(shape(kafkas));
    }

    private List<String> arguments(String options) {
        var arguments = new ArrayList<>(List.of("--bootstrap-server", kafka.bootstrap()));
        arguments.addAll(List.of("--topic", topic));
        arguments.addAll(List.of(options.split(" ", -1)));
        return arguments;
    }

    private Program.Run qanat(String command, String options) {
        var line = new ArrayList<>(Qanat.bare("perf", command));
        line.addAll(arguments(options));
        return Program.run(line, new byte[0]);
    }

    /// The different lines of an output, with each number as a 0, but for announcements.
    private static List<String> shape(Program.Run run) {
        return run.text()
                .lines()
                .filter(line -> !line.isBlank() && !ANNOUNCEMENT.matcher(line).lookingAt())
                .map(line -> line.replaceAll("\\d+([.]\\d+)?", "0"))
                .map(line -> line.replaceAll("NaN|Infinity", "0"))
                .distinct()
                .toList();
    }

    private static List<String> fields(Program.Run run) {
        var last = run.text().lines().reduce("", (before, line) -> line);
        return Arrays.stream(last.split(",", -1)).map(String::strip).toList();
    }
}
