package io.qanat.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.it.kafka.KafkaNode;
import io.qanat.it.kafka.SharedKafka;
import io.qanat.it.peer.Program;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// `produce --transactional` on Apache Kafka, as kcat reads what is committed.
@Tag("foreign")
@ExtendWith(SharedKafka.class)
final class TransactionalProduceIT {
    private final String bootstrap;
    private final String topic = "lines-" + UUID.randomUUID();

    TransactionalProduceIT(KafkaNode kafka) {
        this.bootstrap = "127.0.0.1:" + kafka.address().getPort();
    }

    @Test
    void exitCodeZeroMeansThatEveryLineCounts() {
        // When
        Program.Run run = produce("a\nb\nc\n");

        // Then
        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.errors()).contains("transaction committed");
        assertThat(committed()).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void oneLineThatIsNotDeliveredMeansThatNoneCounts() {
        // Given
        String tooLarge = "x".repeat(2_000);

        // When
        Program.Run run =
                produce(
                        "a\n" + tooLarge + "\nc\n",
                        "-X",
                        "max.request.size=1000",
                        "-X",
                        "batch.size=500");

        // Then
        assertThat(run.exitCode()).as(run.errors()).isEqualTo(1);
        assertThat(run.errors()).contains("transaction aborted: none of the lines counts");
        assertThat(committed()).isEmpty();
    }

    private Program.Run produce(String lines, String... more) {
        var arguments =
                new ArrayList<>(List.of("produce", topic, "--transactional", "-b", bootstrap));
        arguments.addAll(List.of(more));
        return Program.run(
                Qanat.bare(arguments.toArray(String[]::new)),
                lines.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> committed() {
        List<String> command =
                List.of(
                        "kcat",
                        "-C",
                        "-q",
                        "-e",
                        "-b",
                        bootstrap,
                        "-t",
                        topic,
                        "-X",
                        "isolation.level=read_committed");
        return Program.succeed(command, new byte[0]).text().lines().toList();
    }
}
