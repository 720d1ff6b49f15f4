package io.qanat.it.fault;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What came of a loop of kills. Confined to the loop's thread.
final class KillTally {
    private static final int RESTART_MILLIS_GUESS = 500;

    private final List<Long> restartNanos = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();
    private final EnumMap<Anomaly, Integer> counts = new EnumMap<>(Anomaly.class);
    private int kills;
    private int killsOfRestarts;
    private long onTheirWay;
    private long recordsRead;
    private int recordsInTopic;
    private int copiesExplained;

    /// @param recordsOnTheirWay sent and not reported on when it was killed
    void kill(int recordsOnTheirWay) {
        kills++;
        onTheirWay += recordsOnTheirWay;
    }

    void killedRestart() {
        killsOfRestarts++;
    }

    void restarted(long nanos) {
        restartNanos.add(nanos);
    }

    /// @param whole whether it read the topic from its start
    void add(Audit audit, boolean whole) {
        findings.addAll(audit.findings());
        for (Anomaly anomaly : Anomaly.values()) {
            counts.merge(anomaly, audit.count(anomaly), Integer::sum);
        }
        recordsRead += audit.records();
        if (whole) {
            recordsInTopic = audit.records();
            copiesExplained = audit.copiesExplained();
        }
    }

    int restartMillisMedian() {
        return restartNanos.isEmpty() ? RESTART_MILLIS_GUESS : (int) restartMillis(0.5);
    }

    /// What is wrong, in words.
    List<String> findings() {
        return List.copyOf(findings);
    }

    private long restartMillis(double quantile) {
        List<Long> sorted = restartNanos.stream().sorted().toList();
        int index = (int) Math.ceil(quantile * sorted.size()) - 1;
        return TimeUnit.NANOSECONDS.toMillis(sorted.get(Math.max(index, 0)));
    }

    /// The figures, by name.
    Map<String, Object> figures(Ledger ledger) {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("kills", kills);
        figures.put("killsWhileRestarting", killsOfRestarts);
        figures.put("acknowledged", ledger.sum(Account.Sum::acknowledged));
        figures.put("unsure", ledger.sum(Account.Sum::unsure));
        figures.put("onTheirWayWhenKilled", onTheirWay);
        figures.put("recordsInTopic", recordsInTopic);
        figures.put("recordsRead", recordsRead);
        figures.put("sentAgainAndTwiceThere", copiesExplained);
        counts.forEach(
                (anomaly, count) -> figures.put(anomaly.name().toLowerCase(Locale.ROOT), count));
        figures.put("restartMillisP50", restartMillis(0.5));
        figures.put("restartMillisP99", restartMillis(0.99));
        return figures;
    }
}
