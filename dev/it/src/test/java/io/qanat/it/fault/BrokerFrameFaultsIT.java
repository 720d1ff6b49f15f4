package io.qanat.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.broker.BrokerConfig;
import io.qanat.it.node.QanatNode;
import io.qanat.it.proxy.FaultKind;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Our broker keeps its promises whatever happens to frames on their way.
@Timeout(3600)
final class BrokerFrameFaultsIT {
    private static final int FAULTS_SHORT = 200;
    private static final int FAULTS = Integer.getInteger("it.frame.faults", FAULTS_SHORT);
    private static final long SEED =
            Long.getLong("qanat.seed", ThreadLocalRandom.current().nextLong());

    private final int proxyPort = Ports.free();

    @TempDir private Path data;
    private QanatNode node;

    @BeforeEach
    void start() throws InterruptedException {
        node = QanatNode.start(data, BrokerConfig.DEFAULT.withAutoCreateTopics(false));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void everyOutcomeIsTrueOfOurBroker() throws Exception {
        // Given
        System.out.println("qanat.seed=" + SEED);
        var place = new FrameFaultRun.Place(node.bootstrap(), node.address(), proxyPort, false);
        // When
        FrameFaultRun.Result result =
                new FrameFaultRun(
                                "qanat-broker",
                                QanatWireProducer::open,
                                List.of(FaultKind.values()),
                                place)
                        .run(SEED, FAULTS);
        // Then
        Results.keep("frame-faults-broker", result.figures());
        assertThat(result.findings()).as("qanat.seed=%d", SEED).isEmpty();
        assertThat(result.lateness().never()).isZero();
    }
}
