package io.qanat.it.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.FencedException;
import io.qanat.client.admin.Admin;
import io.qanat.client.admin.NewTopic;
import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import io.qanat.cluster.Layout;
import io.qanat.it.kafka.KafkaCluster;
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

/// A program that copies in transactions is killed again and again, and so are brokers of its
/// cluster: readers of what is committed see every record once.
///
/// The cluster has three nodes, because Apache Kafka 4.3.1 alone does not pass: a single node that
/// is killed right after it has said that a transaction is committed forgets to tell the partitions
/// when it is started again, and what was committed is never shown.
@Tag("foreign")
class ExactlyOnceIT {
    private static final int TRANSACTIONS = Integer.getInteger("it.transactions", 16);
    private static final int RECORDS = TRANSACTIONS * Copier.RECORDS_PER_TRANSACTION;
    private static final int BROKER_KILLS_ONE_IN = 3;
    private static final List<String> TOPICS =
            List.of(Copier.INPUT, Copier.OUTPUT, "__transaction_state", "__consumer_offsets");

    private final long seed = Long.getLong("qanat.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private int applicationKills;
    private int brokerKills;
    private int fencings;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Timeout(1_200)
    void everyRecordIsCopiedOnceWhoeverIsKilled(int transactionVersion) throws IOException {
        // Given
        try (KafkaCluster kafka = KafkaCluster.start(Layout.COMBINED)) {
            kafka.agreeOnTransactions(transactionVersion);
            List<String> sent = fill(kafka.bootstrap());

            // When
            while (!copies(kafka)) {}
            kafka.heal(TOPICS);

            // Then
            String run =
                    "transactions of version %d, seed %d: %d kills of the application, %d of brokers, fenced %d times"
                            .formatted(
                                    transactionVersion,
                                    seed,
                                    applicationKills,
                                    brokerKills,
                                    fencings);
            System.out.println("exactly once: " + run);
            assertThat(new CommittedReader(kafka.bootstrap()).values(Copier.OUTPUT))
                    .as(run)
                    .containsExactlyInAnyOrderElementsOf(sent);
            assertThat(kcat(kafka.bootstrap())).as(run).containsExactlyInAnyOrderElementsOf(sent);
            assertThat(applicationKills).as(run).isPositive();
            assertThat(brokerKills).as(run).isPositive();
        }
    }

    /// Runs the program until it is killed, or until its producer is of no use any more; true when
    /// it came to its end.
    private boolean copies(KafkaCluster kafka) throws IOException {
        int last = 1 + random.nextInt(5);
        int brokerKillsBefore = brokerKills;
        Process program = start(kafka.bootstrap());
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
                    applicationKills++;
                    return false;
                } else if (committed >= last && isWhole(kafka)) {
                    brokerKills++;
                    strikeBroker(kafka);
                    last = committed + 1 + random.nextInt(5);
                }
            }
        } finally {
            program.destroyForcibly().onExit().join();
        }
        if (brokerKills > brokerKillsBefore && isFenced(lines)) {
            fencings++;
            return false;
        }
        throw new AssertionError("seed %d: it ended early: %s".formatted(seed, lines));
    }

    /// Whether the producer ended because it was taken for another one's predecessor. A coordinator
    /// that has carried out its request for the next epoch and dies before it says so leaves one
    /// that knows no better.
    private static boolean isFenced(List<String> lines) {
        return lines.stream().anyMatch(line -> line.contains(FencedException.class.getName()));
    }

    private static Process start(String bootstrap) throws IOException {
        return new ProcessBuilder(
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
    }

    /// The first to be struck is a broker.
    private boolean isApplicationStruck() {
        return brokerKills > 0 && random.nextInt(BROKER_KILLS_ONE_IN) != 0;
    }

    /// Whether another broker can be missed.
    private static boolean isWhole(KafkaCluster kafka) {
        return kafka.processes().nodes().stream().allMatch(node -> node.process().isPresent())
                && TOPICS.stream()
                        .flatMap(topic -> kafka.describe(topic).partitions().stream())
                        .allMatch(partition -> partition.isr().size() == 3);
    }

    /// Kills the transaction's coordinator, or the leader of a partition that it writes to.
    private void strikeBroker(KafkaCluster kafka) {
        int id =
                random.nextBoolean()
                        ? kafka.transactionCoordinator(Copier.ID)
                        : kafka.leader(Copier.OUTPUT, random.nextInt(Copier.PARTITIONS));
        var node = kafka.processes().node(id);
        node.kill();
        node.launch();
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
