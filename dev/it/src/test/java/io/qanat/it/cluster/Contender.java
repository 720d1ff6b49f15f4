package io.qanat.it.cluster;

import io.qanat.it.fault.Account;
import io.qanat.it.fault.Anomaly;
import io.qanat.it.fault.Audit;
import io.qanat.it.fault.Ledger;
import io.qanat.it.fault.Recovery;
import io.qanat.it.fault.TopicReading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;

/// One client in a schedule: its topic, its loads, and what it was told. Confined to the schedule's
/// thread.
final class Contender implements AutoCloseable {
    private final String name;
    private final String topic;
    private final Client client;
    private final Duration patience;
    private final Ledger ledger = new Ledger();
    private final List<PartitionLoad> loads = new ArrayList<>();
    private final Map<String, AtomicInteger> causes = new ConcurrentSkipListMap<>();
    private final AtomicLong slowestNanos = new AtomicLong();
    private final List<Recovery> recoveries = new ArrayList<>();
    private int partitions;
    private int writers;
    private int silent;

    /// @param patience the client's delivery timeout
    Contender(String name, String topic, Client client, Duration patience) {
        this.name = name;
        this.topic = topic;
        this.client = client;
        this.patience = patience;
    }

    String name() {
        return name;
    }

    String topic() {
        return topic;
    }

    Ledger ledger() {
        return ledger;
    }

    /// Begins to write to a partition too, or again once the loads have ended.
    void begin(int partition) {
        Account account = ledger.openIdempotentAt(name + "-" + writers++, partition);
        partitions = Math.max(partitions, partition + 1);
        var load = new PartitionLoad(client, topic, account, causes, slowestNanos);
        loads.add(load);
        load.begin();
    }

    /// Watches how long it takes from now until each partition acknowledges new records.
    List<Recovery> watch() {
        List<Recovery> begun = ledger.accounts().stream().map(Account::recovery).toList();
        recoveries.addAll(begun);
        return begun;
    }

    /// Ends the loads.
    void end() {
        long nanosMax = patience.multipliedBy(2).plusSeconds(30).toNanos();
        loads.forEach(load -> silent += load.end(nanosMax) ? 0 : 1);
        loads.clear();
    }

    /// How often records failed, by what was said about why.
    Map<String, AtomicInteger> causes() {
        return causes;
    }

    int sum(ToIntFunction<Account.Sum> number) {
        return ledger.sum(number);
    }

    /// Reads its topic and compares.
    Finding audit(String bootstrap) {
        var audit = new Audit(ledger, Map.of());
        new TopicReading(bootstrap, topic, partitions).into(audit, ledger, Map.of());
        audit.finish();
        var findings = new ArrayList<>(audit.findings());
        if (silent > 0) {
            findings.add("%d loads were not told of all their records".formatted(silent));
        }
        return new Finding(figures(audit), findings);
    }

    private Map<String, Object> figures(Audit audit) {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("sent", sum(Account.Sum::sent));
        figures.put("delivered", sum(Account.Sum::acknowledged));
        figures.put("notPersisted", sum(Account.Sum::refused));
        figures.put("possiblyPersisted", sum(Account.Sum::unsure));
        figures.put("inTopic", audit.records());
        figures.put("recoveryMillisMax", recoveryMillis());
        figures.put("outcomeMillisMax", TimeUnit.NANOSECONDS.toMillis(slowestNanos.get()));
        var why = new TreeMap<String, Integer>();
        causes.forEach((cause, count) -> why.put(cause, count.get()));
        figures.put("causes", why);
        var anomalies = new LinkedHashMap<String, Integer>();
        for (Anomaly anomaly : Anomaly.values()) {
            if (audit.count(anomaly) > 0) {
                anomalies.put(anomaly.name().toLowerCase(Locale.ROOT), audit.count(anomaly));
            }
        }
        figures.put("anomalies", anomalies);
        return figures;
    }

    /// The longest time, over all faults and partitions; -1 when some did not recover.
    private long recoveryMillis() {
        return recoveries.stream().allMatch(recovery -> recovery.millis().isPresent())
                ? recoveries.stream()
                        .mapToLong(recovery -> recovery.millis().orElse(-1))
                        .max()
                        .orElse(0)
                : -1;
    }

    /// What came of it.
    ///
    /// @param figures by name
    /// @param findings what is wrong, in words
    record Finding(Map<String, Object> figures, List<String> findings) {}

    @Override
    public void close() {
        client.close();
    }
}
