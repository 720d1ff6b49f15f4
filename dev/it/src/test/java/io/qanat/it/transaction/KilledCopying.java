package io.qanat.it.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.FencedException;
import io.qanat.it.kafka.KafkaCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A copying program that is killed and started again until it is done, while brokers of its
/// cluster are killed too. Confined to one thread.
final class KilledCopying {
    private static final int BROKER_KILLS_ONE_IN = 3;
    private static final List<String> TOPICS =
            List.of(Copier.INPUT, Copier.OUTPUT, "__transaction_state", "__consumer_offsets");

    private final KafkaCluster kafka;
    private final CopyProgram copier;
    private final long seed = Long.getLong("qanat.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private int applicationKills;
    private int brokerKills;
    private int fencings;

    KilledCopying(KafkaCluster kafka, CopyProgram copier) {
        this.kafka = kafka;
        this.copier = copier;
    }

    /// Comes back when everything is copied, and every broker runs.
    void run() throws IOException {
        while (!isDone()) {}
        kafka.heal(TOPICS);
    }

    void assertKills() {
        assertThat(applicationKills).as(toString()).isPositive();
        assertThat(brokerKills).as(toString()).isPositive();
    }

    @Override
    public String toString() {
        return "seed %d: %d kills of the application, %d of brokers, fenced %d times"
                .formatted(seed, applicationKills, brokerKills, fencings);
    }

    /// Runs the program until it is killed, or until its producer is of no use any more; true when
    /// it came to its end.
    private boolean isDone() throws IOException {
        int last = 1 + random.nextInt(5);
        int brokerKillsBefore = brokerKills;
        Process program =
                new ProcessBuilder(copier.command(kafka.bootstrap()))
                        .redirectErrorStream(true)
                        .start();
        List<String> lines = new ArrayList<>();
        try (var output =
                new BufferedReader(
                        new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
            int committed = 0;
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                committed += copier.isStep(line) ? 1 : 0;
                if (copier.isEnd(line)) {
                    return true;
                }
                if (committed >= last && isApplicationStruck()) {
                    applicationKills++;
                    return false;
                } else if (committed >= last && isWhole()) {
                    brokerKills++;
                    strikeBroker();
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
        return lines.stream()
                .anyMatch(line ->
                        line.contains(FencedException.class.getName())
                                || line.contains("ProducerFencedException"));
    }

    /// A broker first, then the application, then whom chance decides for.
    private boolean isApplicationStruck() {
        if (brokerKills == 0 || applicationKills == 0) {
            return brokerKills > 0;
        }
        return random.nextInt(BROKER_KILLS_ONE_IN) != 0;
    }

    /// Whether another broker can be missed.
    private boolean isWhole() {
        return kafka.processes().nodes().stream().allMatch(node -> node.process().isPresent())
                && TOPICS.stream()
                        .flatMap(topic -> kafka.describe(topic).partitions().stream())
                        .allMatch(partition -> partition.isr().size() == 3);
    }

    /// Kills the transaction's coordinator, or the leader of a partition that it writes to.
    private void strikeBroker() {
        int id =
                random.nextBoolean()
                        ? kafka.transactionCoordinator(Copier.ID)
                        : kafka.leader(Copier.OUTPUT, random.nextInt(Copier.PARTITIONS));
        var node = kafka.processes().node(id);
        node.kill();
        node.launch();
    }
}
