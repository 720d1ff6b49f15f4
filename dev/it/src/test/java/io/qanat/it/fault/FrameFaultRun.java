package io.qanat.it.fault;

import io.qanat.it.proxy.FaultKind;
import io.qanat.it.proxy.FaultProxy;
import io.qanat.it.proxy.FaultTally;
import io.qanat.it.proxy.LimitedPlan;
import io.qanat.it.proxy.SeededPlan;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/// So many faults of frames between producers of one client and one Apache Kafka node, and what the
/// topic holds afterwards. Confined to its caller.
final class FrameFaultRun {
    private static final int WRITERS_MIN = 12;
    private static final int WRITERS_MAX = 48;
    private static final int FAULTS_PER_WRITER = 100;
    private static final int ODDS_MAX = 6;

    /// Longer than a request may take, so that some faults outlive their requests.
    private static final Duration FAULT_TIME_MAX =
            WireProducer.REQUEST_TIMEOUT.multipliedBy(4).dividedBy(3);

    private final String client;
    private final WireProducer.Maker maker;
    private final List<FaultKind> kinds;
    private final Place place;
    private final Ledger ledger = new Ledger();

    /// @param client names it, and its topic
    FrameFaultRun(String client, WireProducer.Maker maker, List<FaultKind> kinds, Place place) {
        this.client = client;
        this.maker = maker;
        this.kinds = kinds;
        this.place = place;
    }

    /// Where it happens.
    ///
    /// @param bootstrap the broker's address, past the proxy
    /// @param proxied where the proxy leads
    /// @param proxyPort where the proxy listens
    /// @param advertises whether the broker sends who enters by `proxied` to the proxy
    record Place(String bootstrap, InetSocketAddress proxied, int proxyPort, boolean advertises) {}

    /// What came of it.
    ///
    /// @param findings what contradicts what was said, in words
    record Result(Lateness lateness, List<String> findings, Map<String, Object> figures) {}

    Result run(long seed, int faults) throws Exception {
        createTopic();
        var plan = new LimitedPlan(new SeededPlan(seed, kinds, ODDS_MAX, FAULT_TIME_MAX), faults);
        FaultTally tally;
        Duration stood;
        FrameFaultWriter.Scene scene;
        long start = System.nanoTime();
        try (var hiccups = new Hiccups();
                var proxy = FaultProxy.open(place.proxyPort(), place.proxied(), plan)) {
            if (!place.advertises()) {
                proxy.rename();
            }
            tally = proxy.tally();
            scene =
                    new FrameFaultWriter.Scene(
                            maker, proxy.bootstrap(), client, plan, ledger, hiccups);
            write(scene, Math.clamp(faults / FAULTS_PER_WRITER, WRITERS_MIN, WRITERS_MAX));
            stood = hiccups.sum();
        }
        // What the proxy held back went with it, so nothing comes in any more.
        var figures = new LinkedHashMap<String, Object>();
        figures.put("client", client);
        figures.put("seed", seed);
        figures.put("faults", tally.total());
        figures.put("seconds", (System.nanoTime() - start) / 1_000_000_000);
        figures.putAll(outcomes(scene));
        figures.put("clockStoodMillis", stood.toMillis());
        Audit audit = audit();
        figures.put("recordsRead", audit.records());
        figures.put("anomalies", anomalies(audit));
        List<String> findings = findings(audit, tally);
        figures.put("findings", findings);
        figures.put("byFrame", tally.counts());
        return new Result(scene.lateness(), findings, figures);
    }

    private Audit audit() {
        var audit = new Audit(ledger, Map.of());
        new TopicReading(place.bootstrap(), client, FrameFaultWriter.PARTITIONS)
                .into(audit, ledger, Map.of());
        audit.finish();
        return audit;
    }

    private void createTopic() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", place.bootstrap()))) {
            var topic = new NewTopic(client, FrameFaultWriter.PARTITIONS, (short) 1);
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    private static void write(FrameFaultWriter.Scene scene, int writers)
            throws InterruptedException {
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < writers; i++) {
            var writer = new FrameFaultWriter("w" + i, scene);
            threads.add(Thread.ofPlatform().daemon().name("frame-faults-" + i).start(writer));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private Map<String, Object> outcomes(FrameFaultWriter.Scene scene) {
        Lateness lateness = scene.lateness();
        var figures = new LinkedHashMap<String, Object>();
        figures.put("producers", ledger.accounts().size());
        figures.put("sent", ledger.sum(Account.Sum::sent));
        figures.put("acknowledged", ledger.sum(Account.Sum::acknowledged));
        figures.put("refused", ledger.sum(Account.Sum::refused));
        figures.put("unsure", ledger.sum(Account.Sum::unsure));
        figures.put("withoutReport", lateness.never());
        figures.put("lateMaxMillis", lateness.max().toMillis());
        figures.put("lateByTenthOfSecond", lateness.aboveTenthOfSecond());
        figures.put("lateBySecond", lateness.aboveSecond());
        var causes = new TreeMap<String, Long>();
        scene.causes().forEach((cause, count) -> causes.put(cause, count.sum()));
        figures.put("causes", causes);
        return figures;
    }

    private static Map<String, Object> anomalies(Audit audit) {
        var counts = new LinkedHashMap<String, Object>();
        for (Anomaly anomaly : Anomaly.values()) {
            counts.put(anomaly.name(), audit.count(anomaly));
        }
        return counts;
    }

    /// What is wrong, and then what the producers met that it happened to.
    private static List<String> findings(Audit audit, FaultTally tally) {
        var findings = new ArrayList<>(audit.findings());
        audit.findings().stream()
                .map(FrameFaultRun::clientId)
                .distinct()
                .map(id -> id + ":\n  " + String.join("\n  ", tally.lines(id)))
                .forEach(findings::add);
        return findings;
    }

    private static String clientId(String finding) {
        return finding.replaceAll("(?s).*writer=([^,\\]]*).*", "$1");
    }
}
