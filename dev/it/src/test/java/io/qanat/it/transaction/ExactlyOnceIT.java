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
import io.qanat.cluster.Layout;
import io.qanat.it.kafka.KafkaCluster;
import io.qanat.it.peer.Program;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
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

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Timeout(1_200)
    void everyRecordIsCopiedOnceWhoeverIsKilled(int transactionVersion) throws IOException {
        // Given
        try (KafkaCluster kafka = KafkaCluster.start(Layout.COMBINED)) {
            kafka.agreeOnTransactions(transactionVersion);
            List<String> sent = fill(kafka.bootstrap());
            var copying = new KilledCopying(kafka, CopyProgram.OURS);

            // When
            copying.run();

            // Then
            String run = "transactions of version " + transactionVersion + ": " + copying;
            System.out.println("exactly once: " + run);
            assertThat(new CommittedReader(kafka.bootstrap()).values(Copier.OUTPUT))
                    .as(run)
                    .containsExactlyInAnyOrderElementsOf(sent);
            assertThat(kcat(kafka.bootstrap())).as(run).containsExactlyInAnyOrderElementsOf(sent);
            assertThat(VerifiableConsumerTool.committed(kafka.bootstrap(), Copier.OUTPUT, RECORDS))
                    .as(run)
                    .containsExactlyInAnyOrderElementsOf(sent);
            copying.assertKills();
        }
    }

    /// The peer in the same trouble.
    @Test
    @EnabledIfSystemProperty(named = "it.transactions", matches = ".*")
    @Timeout(1_200)
    void kafkasOwnProgramCopiesOnceToo() throws IOException {
        // Given
        try (KafkaCluster kafka = KafkaCluster.start(Layout.COMBINED)) {
            List<String> sent = fill(kafka.bootstrap());
            var copying = new KilledCopying(kafka, CopyProgram.KAFKAS);

            // When
            copying.run();

            // Then
            System.out.println("exactly once, Kafka's: " + copying);
            assertThat(new CommittedReader(kafka.bootstrap()).values(Copier.OUTPUT))
                    .as(copying.toString())
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, sent.size())
                                    .filter(i -> i % Copier.PARTITIONS == 0)
                                    .mapToObj(sent::get)
                                    .toList());
            copying.assertKills();
        }
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
