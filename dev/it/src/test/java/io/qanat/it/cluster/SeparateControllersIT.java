package io.qanat.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.cluster.Layout;
import io.qanat.it.cli.Qanat;
import io.qanat.it.fault.Account;
import io.qanat.it.kafka.KafkaCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/// What holds where controllers live apart from brokers: most brokers can die.
@Tag("foreign")
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class SeparateControllersIT {
    private static final List<Integer> PARTITIONS = List.of(0, 1, 2);

    private static final int SURVIVOR = 3;

    /// After which every replica knows what is acknowledged.
    private static final long QUIET_MILLIS = 2_000;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static KafkaCluster cluster;

    @BeforeAll
    static void start() throws IOException {
        cluster = KafkaCluster.start(Layout.SEPARATE);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void heal() {
        cluster.processes().start();
    }

    @Test
    @Order(0)
    void clusterDescribeShowsRolesQuorumAndWhatADeadBrokerLeavesWanting() {
        // Given
        KafkaCluster.answer(
                cluster.admin()
                        .createTopics(List.of(new NewTopic("described", 3, (short) 3)))
                        .all());
        cluster.awaitInSync(List.of("described"), 3);
        cluster.processes().node(1).kill();
        cluster.awaitInSync(List.of("described"), 2);
        // When
        var lines = describe().lines().toList();
        // Then
        assertThat(lines)
                .anyMatch(line -> line.matches("  node 1: broker down leads=0 replicas=3"))
                .anyMatch(line ->
                        line.matches("  node 2: broker at 127.0.0.1:\\d+ leads=\\d replicas=3"))
                .contains("  node 4: controller (active controller)")
                .anyMatch(line -> line.matches("quorum: leader=4 epoch=\\d+ highWatermark=\\d+"))
                .anyMatch(line -> line.matches("  voter 4: end=\\d+ lag=0"))
                .anyMatch(line -> line.matches("  observer 2: end=\\d+ lag=\\d+"))
                .contains("under-replicated partitions: 3")
                .anyMatch(line ->
                        line.matches(
                                "  described-0: leader=[23] replicas=[123,]+ inSync=[23],[23] under-replicated"));
        assertThat(
                        Qanat.runBare(
                                        "topics",
                                        "describe",
                                        "described",
                                        "-o",
                                        "json",
                                        "-b",
                                        cluster.bootstrap())
                                .text())
                .contains("\"topic\":\"described\"", "\"underReplicated\":true");
        cluster.processes().start();
        cluster.awaitInSync(List.of("described"), 3);
        assertThat(describe()).contains("under-replicated partitions: 0");
    }

    private static String describe() {
        return Qanat.runBare("cluster", "describe", "-b", cluster.bootstrap()).text();
    }

    @Test
    @Order(1)
    void allThatWasAcknowledgedIsReadFromTheThirdBrokerWhenTwoAreDead() {
        try (var contender = contender("survivors")) {
            // Given
            begin(contender);
            contender.end();
            Stage.pass(QUIET_MILLIS);
            // When
            killTwo();
            // Then
            KafkaCluster.await("the third leads", () -> leads(contender.topic()));
            assertWhole(contender);
            // When
            PARTITIONS.forEach(contender::begin);
            awaitRefusals(contender);
            contender.end();
            // Then
            assertThat(contender.sum(Account.Sum::refused)).isPositive();
            assertWhole(contender);
        }
    }

    private static boolean leads(String topic) {
        return PARTITIONS.stream()
                .allMatch(partition -> cluster.leader(topic, partition) == SURVIVOR);
    }

    /// What was acknowledged in the last moment is on the third broker too. It became the leader
    /// without knowing that, and does not show it before a second replica is back.
    @Test
    @Order(2)
    void whatWasAcknowledgedLastIsShownOnceASecondReplicaIsBack() {
        try (var contender = contender("hasty")) {
            // Given
            begin(contender);
            killTwo();
            awaitRefusals(contender);
            contender.end();
            var partition = new TopicPartition(contender.topic(), 0);
            assertThatThrownBy(() ->
                            KafkaCluster.answer(
                                    cluster.admin()
                                            .listOffsets(
                                                    Map.of(partition, OffsetSpec.latest()),
                                                    new ListOffsetsOptions().timeoutMs(3_000))
                                            .all()))
                    .isInstanceOf(TimeoutException.class);
            // When
            cluster.processes().start(2);
            cluster.awaitInSync(List.of(contender.topic()), 2);
            // Then
            assertWhole(contender);
            assertThat(contender.sum(Account.Sum::refused)).isPositive();
        }
    }

    private static void begin(Contender contender) {
        var stage =
                new Stage(
                        cluster,
                        List.of(contender),
                        new SplittableRandom(1),
                        PATIENCE,
                        new ArrayList<>());
        stage.create(stage.topics());
        PARTITIONS.forEach(contender::begin);
        stage.awaitProgress();
    }

    private static void killTwo() {
        List<ProcessHandle> two =
                List.of(1, 2).stream()
                        .map(id -> cluster.processes().node(id).process().orElseThrow())
                        .toList();
        two.forEach(ProcessHandle::destroyForcibly);
        two.forEach(process -> process.onExit().join());
    }

    private static void awaitRefusals(Contender contender) {
        KafkaCluster.await(
                "refusals for want of replicas",
                () ->
                        contender.causes().keySet().stream()
                                .anyMatch(SeparateControllersIT::isRefusal));
    }

    /// What was acknowledged is there, and what was refused is not.
    private static void assertWhole(Contender contender) {
        var survivor = cluster.processes().node(SURVIVOR).plan();
        var finding = contender.audit("127.0.0.1:" + survivor.clients().reached());
        assertThat(finding.findings()).as("%s", finding.figures()).isEmpty();
        assertThat(contender.sum(Account.Sum::acknowledged)).isGreaterThan(100);
    }

    private static boolean isRefusal(String cause) {
        return cause.startsWith("refused:") && cause.contains("NOT_ENOUGH_REPLICAS");
    }

    private static Contender contender(String topic) {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        cluster.bootstrap(),
                        "acks",
                        "all",
                        "delivery.timeout.ms",
                        Long.toString(PATIENCE.toMillis()),
                        "request.timeout.ms",
                        "2000");
        return new Contender("qanat", topic, Client.qanat(settings), PATIENCE);
    }
}
