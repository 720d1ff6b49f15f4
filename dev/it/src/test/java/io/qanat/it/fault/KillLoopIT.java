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
/// load; what idempotent producers sent is there once and in order.
@Timeout(3600)
final class KillLoopIT {
    private static final int FEW = 3;
    private static final int CYCLES = Integer.getInteger("it.kills", 20);
    private static final long SEED =
            Long.getLong("qanat.seed", ThreadLocalRandom.current().nextLong());

    private static final int PARTITIONS = KillLoop.PARTITIONS;
    private static final Map<String, ?> IDEMPOTENT =
            Map.of(
                    "acks",
                    "all",
                    "enable.idempotence",
                    true,
                    "max.in.flight.requests.per.connection",
                    5);
    private static final Map<String, ?> WRITTEN = Map.of("acks", "1", "enable.idempotence", false);

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
            addKafkaClients(loop, loop.ledger().openIdempotent("synced", PARTITIONS), IDEMPOTENT);
            addKafkaClients(loop, loop.ledger().open("written", PARTITIONS), WRITTEN);
            if (withKcat) {
                addKcat(loop, loop.ledger().open("kcat", 1));
                addKcat(loop, loop.ledger().openIdempotent("kcat-idempotent", 1));
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
                            assertThat(account.sum().acknowledged()).isGreaterThan(cycles))
                    .filteredOn(Account::isIdempotent)
                    .allSatisfy(account -> assertThat(account.sum().unsure()).isZero());
        }
    }

    private static void addKafkaClients(KillLoop loop, Account account, Map<String, ?> settings) {
        loop.add(new KafkaClientsLoad(loop.bootstrap(), KillLoop.TOPIC, account, settings));
    }

    private static void addKcat(KillLoop loop, Account account) {
        loop.add(new KcatLoad(loop.bootstrap(), KillLoop.TOPIC, account));
    }
}
