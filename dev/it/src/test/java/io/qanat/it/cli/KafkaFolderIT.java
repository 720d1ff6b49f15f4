package io.qanat.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.it.Samples;
import io.qanat.it.kafka.KafkaNode;
import io.qanat.it.peer.KafkaClientsClient;
import io.qanat.it.peer.Program;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `log dump` and `log verify` on the folder of Apache Kafka itself, while it runs and afterwards.
@Tag("foreign")
final class KafkaFolderIT {
    private static final int ROUNDS = 3;

    @Test
    void isSoundWhileApacheKafkaRunsAndAfterwards() throws IOException {
        try (var node = KafkaNode.start()) {
            // Given
            var client = new KafkaClientsClient();
            for (String codec : client.codecs()) {
                for (int round = 0; round < ROUNDS; round++) {
                    client.produce(node.bootstrap(), codec, codec, Samples.records());
                }
            }
            var qanat = new Qanat(node.dataFolder());

            // When
            Program.Run running = qanat.run("log", "verify");
            node.stop();
            Program.Run stopped = qanat.run("log", "verify");
            Program.Run dumped = qanat.run("log", "dump", "--records");

            // Then
            assertThat(running.text()).doesNotContain("damage: ");
            assertThat(running.exitCode()).isZero();
            assertThat(stopped.text()).isEmpty();
            assertThat(stopped.errors()).contains(": no damage");
            assertThat(stopped.exitCode()).isZero();
            assertThat(dumped.errors()).isEmpty();
            assertThat(dumped.exitCode()).isZero();
            assertThat(dumped.text().lines().filter(line -> line.startsWith("  record offset=")))
                    .hasSizeGreaterThanOrEqualTo(
                            client.codecs().size() * ROUNDS * Samples.records().size());
        }
    }
}
