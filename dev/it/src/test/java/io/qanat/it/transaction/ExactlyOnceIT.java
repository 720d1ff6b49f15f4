package io.qanat.it.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.admin.Admin;
import io.qanat.client.admin.NewTopic;
import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import io.qanat.it.kafka.KafkaNode;
import io.qanat.it.peer.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A program that copies in transactions is killed again and again, and so is its broker: readers
/// of what is committed see every record once.
@Tag("foreign")
class ExactlyOnceIT {
    private static final int TRANSACTIONS = Integer.getInteger("it.transactions", 16);
    private static final int RECORDS = TRANSACTIONS * Copier.RECORDS_PER_TRANSACTION;
    private static final int BROKER_KILLS_ONE_IN = 4;

    private final long seed = Long.getLong("qanat.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private int applicationKills;
    private int brokerKills;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Timeout(1_200)
    void everyRecordIsCopiedOnceWhoeverIsKilled(int transactionVersion)
            throws IOException, InterruptedException {
        // Given
        try (KafkaNode kafka = KafkaNode.start(transactionVersion)) {
            String bootstrap = "127.0.0.1:" + kafka.address().getPort();
            List<String> sent = fill(bootstrap);

            // When
            while (!copies(bootstrap, kafka)) {
                applicationKills++;
            }

            // Then
            String run =
                    "seed %d, %d kills of the application, %d of the broker"
                            .formatted(seed, applicationKills, brokerKills);
            System.out.println("exactly once: " + run);
            assertThat(new CommittedReader(bootstrap).values(Copier.OUTPUT))
                    .as(run)
                    .containsExactlyInAnyOrderElementsOf(sent);
            assertThat(kcat(bootstrap)).as(run).containsExactlyInAnyOrderElementsOf(sent);
            assertThat(applicationKills).isPositive();
        }
    }

    /// Runs the program, and kills it after some transactions; true when it came to its end.
    private boolean copies(String bootstrap, KafkaNode kafka) throws IOException {
        int last = 1 + random.nextInt(5);
        Process program =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Copier.class.getName(),
                                bootstrap)
                        .redirectErrorStream(true)
                        .start();
        List<String> lines = new ArrayList<>();
        try (var output =
                new BufferedReader(
                        new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
            int committed = 0;
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                committed += line.equals("committed") ? 1 : 0;
                if (line.equals("done")) {
                    return true;
                }
                if (committed >= last && isApplicationStruck()) {
                    return false;
                } else if (committed >= last) {
                    brokerKills++;
                    kafka.kill();
                    kafka.restart();
                    last = committed + 1 + random.nextInt(5);
                }
            }
        } finally {
            program.destroyForcibly().onExit().join();
        }
        throw new AssertionError("seed %d: it ended early: %s".formatted(seed, lines));
    }

    private boolean isApplicationStruck() {
        return random.nextInt(BROKER_KILLS_ONE_IN) != 0;
    }

    private static List<String> fill(String bootstrap) {
        var servers = BootstrapServers.parse(bootstrap);
        try (var admin = Admin.create(ConnectionConfig.of(servers))) {
            admin.createTopic(new NewTopic(Copier.INPUT, Copier.PARTITIONS)).join();
            admin.createTopic(new NewTopic(Copier.OUTPUT, Copier.PARTITIONS)).join();
        }
        List<String> sent = new ArrayList<>();
        var config = ProducerConfig.builder(servers).build();
        try (var producer = Producer.create(config, Serializer.STRING, Serializer.STRING)) {
            for (int i = 0; i < RECORDS; i++) {
                sent.add("record-" + i);
                producer.send(
                        new ProducerRecord<>(
                                Copier.INPUT,
                                i % Copier.PARTITIONS,
                                null,
                                null,
                                "record-" + i,
                                List.of()),
                        Callback.NONE);
            }
        }
        return sent;
    }

    private static List<String> kcat(String bootstrap) {
        List<String> command =
                List.of(
                        "kcat",
                        "-C",
                        "-q",
                        "-e",
                        "-b",
                        bootstrap,
                        "-t",
                        Copier.OUTPUT,
                        "-o",
                        "beginning",
                        "-X",
                        "isolation.level=read_committed");
        return Program.succeed(command, new byte[0]).text().lines().toList();
    }
}
