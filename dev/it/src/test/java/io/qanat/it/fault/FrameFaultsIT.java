package io.qanat.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.it.kafka.KafkaNode;
import io.qanat.it.proxy.FaultKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// What every record of an idempotent producer was told is true of Apache Kafka's log, and was told
/// in time, whatever happened to frames on their way.
@Tag("foreign")
@Timeout(7200)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FrameFaultsIT {
    private static final int FAULTS_SHORT = 200;
    private static final int FAULTS = Integer.getInteger("it.frame.faults", FAULTS_SHORT);
    private static final long SEED =
            Long.getLong("qanat.seed", ThreadLocalRandom.current().nextLong());

    private static final List<FaultKind> ALL = List.of(FaultKind.values());
    private static final List<FaultKind> OF_NETWORK =
            ALL.stream().filter(FaultKind::isOfNetwork).toList();

    /// How much later than its limit a report may come, on a clock that stands with the machine.
    private static final Duration LATE_MAX = Duration.ofSeconds(1);

    private final int proxyPort = Ports.free();
    private KafkaNode node;

    @BeforeAll
    void start() throws Exception {
        node = KafkaNode.startBehind(proxyPort);
    }

    @AfterAll
    void stop() throws Exception {
        node.close();
    }

    @Test
    void everyOutcomeOfOursIsTrueAndInTime() throws Exception {
        // When
        FrameFaultRun.Result result = run("qanat", QanatWireProducer::open, ALL);
        // Then
        assertThat(result.findings()).as("qanat.seed=%d", SEED).isEmpty();
        assertThat(result.lateness().never()).isZero();
        assertThat(result.lateness().max()).isLessThan(LATE_MAX);
        assertThat(result.figures())
                .extractingByKey("acknowledged")
                .asInstanceOf(InstanceOfAssertFactories.INTEGER)
                .isGreaterThan(FAULTS);
    }

    /// What makes the difference is the client: so the audit would see it.
    @Test
    void withoutIdempotenceTheSameFaultsDouble() throws Exception {
        // When
        FrameFaultRun.Result result = run("qanat-not-idempotent", QanatWireProducer::careless, ALL);
        // Then
        assertThat(result.findings())
                .as("qanat.seed=%d", SEED)
                .anyMatch(finding -> finding.startsWith("DUPLICATED"))
                .noneMatch(finding -> finding.startsWith("LOST"));
    }

    /// Reported as it is: that client's promises are not ours to keep.
    @Test
    void networkHappensToKafkaClientsToo() throws Exception {
        // When
        FrameFaultRun.Result result =
                run("kafka-clients", KafkaClientsWireProducer::open, OF_NETWORK);
        // Then
        assertThat(result.figures()).containsEntry("faults", FAULTS);
    }

    /// It takes long: much of the time kafka-clients waits for answers that do not come any more.
    @Test
    @EnabledIfSystemProperty(named = "it.frame.broken", matches = "true")
    void brokenPeersHappenToKafkaClientsToo() throws Exception {
        // When
        FrameFaultRun.Result result =
                run("kafka-clients-broken-peers", KafkaClientsWireProducer::open, ALL);
        // Then
        assertThat(result.figures()).containsEntry("faults", FAULTS);
    }

    private FrameFaultRun.Result run(String client, WireProducer.Maker maker, List<FaultKind> kinds)
            throws Exception {
        System.out.println("qanat.seed=" + SEED);
        var place = new FrameFaultRun.Place(node.bootstrap(), node.proxied(), proxyPort, true);
        FrameFaultRun.Result result =
                new FrameFaultRun(client, maker, kinds, place).run(SEED, FAULTS);
        Results.keep("frame-faults-" + client, result.figures());
        return result;
    }
}
