package io.qanat.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What was acknowledged is there, at its offset, after the process was killed in the middle of the
/// load.
@Timeout(3600)
final class KillLoopIT {
    private static final int FEW = 3;
    private static final int CYCLES = Integer.getInteger("it.kills", 20);
    private static final long SEED =
            Long.getLong("qanat.seed", ThreadLocalRandom.current().nextLong());

    @TempDir private Path data;

    @Test
    void nothingAcknowledgedIsLostByKills() throws Exception {
        run("kills-few", FEW, "fsync", false);
    }

    /// What a process wrote stays with the operating system when it is killed.
    @Test
    void nothingAcknowledgedIsLostByKillsWithoutSyncs() throws Exception {
        run("kills-os", FEW, "os", false);
    }

    @Test
    @Tag("foreign")
    void nothingAcknowledgedToKcatIsLostByKills() throws Exception {
        run("kills", CYCLES, "fsync", true);
    }

    private void run(String name, int cycles, String policy, boolean withKcat) throws Exception {
        System.out.println("qanat.seed=" + SEED);
        long start = System.nanoTime();
        try (var loop = new KillLoop(data, policy, SEED)) {
            // Given
            addKafkaClients(loop, "synced", Map.of("acks", "all"));
            addKafkaClients(loop, "written", Map.of("acks", "1", "enable.idempotence", false));
            if (withKcat) {
                loop.add(
                        new KcatLoad(
                                loop.bootstrap(), KillLoop.TOPIC, loop.ledger().open("kcat", 1)));
            }
            // When
            KillTally tally = loop.run(cycles);
            // Then
            var figures = new LinkedHashMap<String, Object>();
            figures.put("seed", SEED);
            figures.put("policy", policy);
            figures.put("cycles", cycles);
            figures.put("seconds", (System.nanoTime() - start) / 1_000_000_000);
            figures.putAll(tally.figures(loop.ledger()));
            Results.keep(name, figures);
            assertThat(tally.findings()).as("qanat.seed=%d", SEED).isEmpty();
            assertThat(loop.ledger().accounts())
                    .allSatisfy(account ->
                            assertThat(account.sum().acknowledged()).isGreaterThan(cycles));
        }
    }

    private static void addKafkaClients(KillLoop loop, String writer, Map<String, ?> settings) {
        var account = loop.ledger().open(writer, KillLoop.PARTITIONS);
        loop.add(new KafkaClientsLoad(loop.bootstrap(), KillLoop.TOPIC, account, settings));
    }
}
