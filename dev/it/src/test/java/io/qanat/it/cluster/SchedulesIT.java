package io.qanat.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.cluster.Layout;
import io.qanat.it.fault.Results;
import io.qanat.it.kafka.KafkaCluster;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What was acknowledged is there, once, in order, at its offset, and what was refused is not,
/// whatever happens to a cluster of Apache Kafka.
@Tag("foreign")
@Timeout(7200)
final class SchedulesIT {
    /// How many to run on each layout; 0 for the short selection.
    private static final int COUNT = Integer.getInteger("it.schedules", 0);

    private static final long LOAD_MILLIS_MIN = 12_000;
    private static final String ONLY = System.getProperty("it.trouble", "");
    private static final long SEED =
            Long.getLong("qanat.seed", ThreadLocalRandom.current().nextLong());

    private static final List<Trouble> SHORT =
            List.of(
                    Trouble.KILL_LEADER,
                    Trouble.PAUSE_LEADER,
                    Trouble.KILL_CONTROLLER,
                    Trouble.SHRINK_ISR,
                    Trouble.RECREATE_TOPIC);

    @Test
    void nothingAcknowledgedIsLostWhateverHappensToTheCluster() throws Exception {
        System.out.println("qanat.seed=" + SEED);
        // Given
        List<Schedule> schedules = schedules();
        // When
        var all = new ArrayList<Map<String, Object>>();
        List<String> anomalies = new ArrayList<>(run(Layout.COMBINED, schedules, all));
        if (COUNT > 0) {
            anomalies.addAll(run(Layout.SEPARATE, schedules, all));
        }
        // Then
        assertThat(anomalies).as("qanat.seed=%d, see target/schedules.json", SEED).isEmpty();
    }

    private static List<Schedule> schedules() {
        var random = new SplittableRandom(SEED);
        var schedules = new ArrayList<Schedule>();
        List<Trouble> troubles =
                ONLY.isEmpty()
                        ? COUNT == 0 ? SHORT : Trouble.ofNodes()
                        : List.of(Trouble.valueOf(ONLY));
        int count = Math.max(COUNT, troubles.size());
        for (int number = 0; number < count; number++) {
            Trouble trouble = troubles.get(number % troubles.size());
            long load = COUNT == 0 ? 0 : LOAD_MILLIS_MIN;
            schedules.add(new Schedule(number, List.of(trouble), random.nextLong(), load));
        }
        return schedules;
    }

    private static List<String> run(
            Layout layout, List<Schedule> schedules, List<Map<String, Object>> all)
            throws Exception {
        var anomalies = new ArrayList<String>();
        try (var cluster = KafkaCluster.start(layout)) {
            for (Schedule schedule : schedules) {
                var result = schedule.run(cluster);
                var figures = new LinkedHashMap<String, Object>();
                figures.put("layout", layout);
                figures.putAll(result.figures());
                all.add(figures);
                keep(all);
                result.ours().forEach(line -> anomalies.add(schedule.label() + ": " + line));
            }
        }
        return anomalies;
    }

    /// Kept after each, so that a schedule that never ends leaves those before it.
    private static void keep(List<Map<String, Object>> schedules) {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("seed", SEED);
        figures.put("schedules", schedules);
        Results.keep("schedules", figures);
    }
}
