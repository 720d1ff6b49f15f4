package io.qanat.it.fault;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/// One data folder whose broker is killed again and again under load; after each kill all that was
/// acknowledged is looked for. Confined to its thread.
final class KillLoop implements AutoCloseable {
    static final String TOPIC = "survivors";
    static final int PARTITIONS = 3;

    private static final int KILL_MILLIS_MAX = 250;

    /// One in so many restarts is killed as well, while it recovers.
    private static final int RESTART_KILLED_EVERY = 4;

    /// One in so many readings begins at the start of the topic.
    private static final int WHOLE_READING_EVERY = 20;

    private static final Duration FIRST_ACKNOWLEDGEMENT_WAIT_MAX = Duration.ofSeconds(30);

    private final Path data;
    private final String policy;
    private final int port;
    private final SplittableRandom random;
    private final Ledger ledger = new Ledger();
    private final List<Load> loads = new ArrayList<>();
    private final KillTally tally = new KillTally();
    private Server server;
    private Map<Integer, Long> readUpTo = Map.of();

    /// @param policy when the broker makes records durable
    KillLoop(Path data, String policy, long seed) throws Exception {
        this.data = data;
        this.policy = policy;
        this.random = new SplittableRandom(seed);
        this.port = Ports.free();
        this.server = started();
        server.awaitListening();
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1))).all().get();
        }
    }

    private Server started() {
        return Server.start(List.of(), data, port, "--sync", policy);
    }

    String bootstrap() {
        return "127.0.0.1:" + port;
    }

    Ledger ledger() {
        return ledger;
    }

    /// Lets a load write in every cycle.
    void add(Load load) {
        loads.add(load);
    }

    /// Kills the broker so often and returns what came of it.
    KillTally run(int cycles) {
        for (int cycle = 1; cycle <= cycles; cycle++) {
            loads.forEach(Load::begin);
            killSoon();
            restart();
            loads.forEach(Load::end);
            boolean whole = cycle % WHOLE_READING_EVERY == 0 || cycle == cycles;
            audit(whole ? Map.of() : readUpTo);
        }
        return tally;
    }

    /// Lets the load get going, and kills in the middle of it.
    private void killSoon() {
        int before = ledger.sum(Account.Sum::acknowledged);
        await("the first acknowledgement")
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(FIRST_ACKNOWLEDGEMENT_WAIT_MAX)
                .until(() -> ledger.sum(Account.Sum::acknowledged) > before);
        killAfter(random.nextInt(KILL_MILLIS_MAX));
    }

    private void killAfter(int millis) {
        CompletableFuture.runAsync(
                        () -> {
                            server.kill();
                            ledger.kill();
                        },
                        CompletableFuture.delayedExecutor(millis, MILLISECONDS))
                .join();
        tally.kill(ledger.sum(Account.Sum::onTheirWay));
    }

    private void restart() {
        server = started();
        if (random.nextInt(RESTART_KILLED_EVERY) == 0) {
            killAfter(random.nextInt(2 * tally.restartMillisMedian() + 1));
            tally.killedRestart();
            server = started();
        }
        tally.restarted(server.awaitListening());
    }

    private void audit(Map<Integer, Long> starts) {
        var audit = new Audit(ledger, starts);
        new TopicReading(bootstrap(), TOPIC, PARTITIONS).into(audit, ledger, starts);
        audit.finish();
        readUpTo = audit.ends();
        tally.add(audit, starts.isEmpty());
    }

    @Override
    public void close() {
        loads.forEach(Load::close);
        server.close();
    }
}
