package io.qanat.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.cluster.Layout;
import io.qanat.it.fault.Results;
import io.qanat.it.kafka.KafkaCluster;
import io.qanat.it.kafka.Moat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What was acknowledged is there, once, in order, at its offset, and what was refused is not, when
/// leaders run on and are not reached.
@Tag("foreign")
@Timeout(7200)
final class IsolationIT {
    /// How often each of them.
    private static final int ROUNDS = Integer.getInteger("it.isolations", 1);

    private static final long SEED =
            Long.getLong("qanat.seed", ThreadLocalRandom.current().nextLong());

    @Test
    void nothingAcknowledgedIsLostWhenNodesAreIsolated() throws Exception {
        System.out.println("qanat.seed=" + SEED);
        // Given
        var random = new SplittableRandom(SEED);
        var all = new ArrayList<Map<String, Object>>();
        var anomalies = new ArrayList<String>();
        try (var moat = Moat.around(KafkaCluster.plan(Layout.COMBINED));
                var cluster = KafkaCluster.start(moat)) {
            // When
            for (int number = 0; number < 2 * ROUNDS; number++) {
                Trouble trouble = Trouble.OF_THE_NETWORK.get(number % 2);
                var schedule = new Schedule(number, List.of(trouble), random.nextLong(), 0);
                var result = schedule.run(cluster);
                all.add(result.figures());
                result.ours().forEach(line -> anomalies.add(schedule.label() + ": " + line));
            }
        }
        // Then
        var figures = new LinkedHashMap<String, Object>();
        figures.put("seed", SEED);
        figures.put("schedules", all);
        Results.keep("isolations", figures);
        assertThat(anomalies).as("qanat.seed=%d, see target/isolations.json", SEED).isEmpty();
    }
}
