package io.qanat.sim.cluster;

import io.qanat.broker.api.ApiTable;
import io.qanat.broker.api.NodeSettings;
import io.qanat.broker.api.RequestDecoder;
import io.qanat.broker.net.Dispatcher;
import io.qanat.broker.topics.MetadataLog;
import io.qanat.broker.topics.NewTopic;
import io.qanat.broker.topics.Topics;
import io.qanat.log.DataFolder;
import io.qanat.log.Log;
import io.qanat.log.LogConfig;
import io.qanat.log.SteppedLog;
import io.qanat.log.folder.KafkaId;
import io.qanat.log.folder.MetaProperties;
import io.qanat.log.folder.TextFile;
import io.qanat.log.wal.WalLimits;
import io.qanat.sim.disk.Crash;
import io.qanat.sim.disk.Fate;
import io.qanat.sim.disk.SimDisk;
import io.qanat.sim.disk.Verdict;
import io.qanat.sim.mishap.Mishap;
import io.qanat.sim.mishap.Mishaps;
import io.qanat.sim.net.Cable;
import io.qanat.sim.net.SimNetwork;
import io.qanat.sim.net.Socket;
import io.qanat.sim.time.Chance;
import io.qanat.sim.time.Scheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A computer with two broker nodes on one log and one disk. Confined to the run's thread.
public final class BrokerHost {
    /// What the nodes' addresses begin with.
    public static final String NAME = "simulated";

    /// How many nodes there are.
    public static final int NODES = 2;

    private static final int PORT_FIRST = 9092;
    private static final Path FOLDER = Path.of("/disk/data");
    private static final int MESSAGE_BYTES_MAX = 1 << 20;
    private static final int STEPS_MAX = 10_000;
    private static final long STEP_NANOS_MIN = 50_000;
    private static final long STEP_NANOS_USUAL = 3_000_000;
    private static final long MILLIS_AT_START = 1_700_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final LogConfig CONFIG =
            LogConfig.DEFAULT
                    .withSegmentBytesMax(1 << 16)
                    .withIndexIntervalBytes(4096)
                    .withWal(new WalLimits(1 << 16, 4));

    private static final long SYNC_NANOS = CONFIG.syncDelayMax().toNanos() + NANOS_PER_MILLI;

    /// A log that runs, with what serves it.
    private record Running(DataFolder folder, SteppedLog log, Dispatcher decoder) {}

    private final Scheduler scheduler;
    private final Chance chance;
    private final Consumer<String> counter;
    private final Leadership leadership = new Leadership();
    private final List<BrokerSocket> sockets = new ArrayList<>();
    private SimDisk disk;
    private final Mishaps mishaps;
    private final Stand stand;
    private final ArrayDeque<Ambush> ambushes = new ArrayDeque<>();
    private final Set<Long> fenced = new HashSet<>();
    private @Nullable Running running;
    private boolean isSick;
    private long topicsMade;
    private long stepNanosMax = STEP_NANOS_USUAL;
    private long wallSkewMillis;
    private boolean isStepDue;
    private int startCount;
    private boolean isSlowNew;
    private boolean namesLeaders;
    private Runnable stopping = () -> {};

    /// What stands between the handlers and the network: nothing, or something that does wrong on
    /// purpose.
    @FunctionalInterface
    public interface Stand {
        /// The dispatcher to be asked instead.
        Dispatcher before(Dispatcher shipped);
    }

    /// Begins with an empty disk and is off.
    ///
    /// @param counter is told what is answered, to be counted
    public BrokerHost(
            Scheduler scheduler,
            Chance chance,
            Mishaps mishaps,
            Consumer<String> counter,
            Stand stand) {
        this.scheduler = scheduler;
        this.chance = chance;
        this.mishaps = mishaps;
        this.counter = counter;
        this.stand = stand;
        this.disk = new SimDisk();
        format();
    }

    /// The port of a node.
    public static int port(int node) {
        return PORT_FIRST + node;
    }

    /// Opens the nodes' ports; nobody is accepted while the computer is off.
    public void listen(SimNetwork network) {
        for (int node = 0; node < NODES; node++) {
            int id = node;
            network.listen(port(node), cable -> accept(cable, id));
        }
    }

    /// Who leads.
    public Leadership leadership() {
        return leadership;
    }

    /// Whether the computer is on.
    public boolean isOn() {
        return running != null;
    }

    /// Makes the disk slow up to so much per group; 0 makes it as quick as usual.
    public void slowDown(long nanosMax) {
        stepNanosMax = Math.max(nanosMax, STEP_NANOS_USUAL);
        isSlowNew = true;
    }

    /// Has trouble wait for a request with batches.
    public void lieInWait(Ambush ambush) {
        ambushes.addLast(ambush);
    }

    /// The trouble that a request with batches meets now.
    Optional<Ambush> ambush() {
        Ambush first = ambushes.pollFirst();
        if (first == null || first.skipped() == 0) {
            return Optional.ofNullable(first);
        }
        ambushes.addFirst(first.nearer());
        return Optional.empty();
    }

    /// Has the disk fail; its computer is started again a while after.
    ///
    /// @param skipped how many operations of the kind still go well
    /// @param lastsNanos until somebody sees to it
    public void failDisk(Mishap mishap, int skipped, long lastsNanos) {
        SimDisk struck = disk;
        long untilNanos = scheduler.nanos() + lastsNanos;
        disk.meet(
                new DiskTrouble(
                        mishap,
                        skipped,
                        () -> scheduler.nanos() >= untilNanos,
                        () -> {
                            mishaps.struck(mishap);
                            if (mishap != Mishap.DISK_FULL) {
                                isSick = true;
                                scheduler.after(lastsNanos, () -> replace(struck));
                            }
                        }),
                chance.any());
    }

    private void replace(SimDisk struck) {
        if (isOn() && struck.equals(disk)) {
            lose(false);
            start();
        }
    }

    /// Whether answers name the leader that a client did not know.
    public void nameLeaders(boolean isWanted) {
        namesLeaders = isWanted;
    }

    boolean names() {
        return namesLeaders;
    }

    /// Takes nothing more from a producer, wherever it leads, as if another had its next epoch.
    void fence(long producerId) {
        if (fenced.add(producerId)) {
            mishaps.struck(Mishap.FENCE);
        }
    }

    boolean isFenced(long producerId) {
        return fenced.contains(producerId);
    }

    int leaderEpoch() {
        return leadership.epoch(on().log.log().leaderEpoch());
    }

    /// Moves the wall clock so far from the true time.
    public void jump(long millis) {
        wallSkewMillis = millis;
    }

    /// Everything is quick again.
    public void recover() {
        stepNanosMax = STEP_NANOS_USUAL;
        ambushes.clear();
        disk.meet(Fate.KIND, 0);
        if (isOn() && isSick) {
            lose(false);
        }
        if (!isOn()) {
            start();
        }
    }

    /// Switches the computer on.
    public void start() {
        if (isOn()) {
            return;
        }
        startCount++;
        isSick = false;
        guarded(this::open);
        scheduler.note("started", startCount, 0);
    }

    private void open() {
        DataFolder folder = DataFolder.open(FOLDER, disk);
        SteppedLog log = SteppedLog.open(folder, CONFIG, scheduler::nanos);
        running = new Running(folder, log, stand.before(decoder(log)));
    }

    /// Creates topics, while nothing strikes.
    public void create(List<NewTopic> wanted) {
        Running on = on();
        try {
            topics(on.log).create(wanted);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nothing waits here", e);
        }
        on.log.close();
        on.folder.close();
        running = null;
        start();
    }

    /// Stops the computer at once.
    ///
    /// @param isPowerLoss whether what was not synced is lost, in whole or in part
    public void stop(boolean isPowerLoss) {
        if (isOn()) {
            lose(isPowerLoss);
        }
    }

    private void lose(boolean isPowerLoss) {
        running = null;
        scheduler.note("stopped", isPowerLoss ? 1 : 0, 0);
        disk = isPowerLoss ? disk.afterPowerLoss(chance.any()) : disk.afterKill();
        List<BrokerSocket> open = List.copyOf(sockets);
        sockets.clear();
        open.forEach(BrokerSocket::drop);
    }

    /// Has the computer lose its power in the middle of what it writes, after so many operations.
    public void stopWithin(int operations, Runnable onStop) {
        disk.meet(op -> op.index() < operations ? Verdict.DONE : Verdict.last(0), chance.any());
        stopping = onStop;
    }

    /// The log to be read at the end.
    public Log log() {
        return on().log.log();
    }

    /// Whether everything that was asked for is done.
    public boolean isIdle() {
        return !isStepDue;
    }

    void note(String what, long one, long other) {
        scheduler.note(what, one, other);
    }

    void count(String what) {
        counter.accept(what);
    }

    void struck(Mishap mishap) {
        mishaps.struck(mishap);
    }

    void after(long nanos, Runnable task) {
        scheduler.after(nanos, task);
    }

    /// Does something in which the computer may stop.
    void guarded(Runnable work) {
        try {
            work.run();
        } catch (Crash crash) {
            mishaps.struck(Mishap.POWER_LOSS_IN_WRITE);
            lose(true);
            stopping.run();
        }
    }

    /// Has the log work soon on what waits.
    void stepSoon() {
        if (!isStepDue && isOn()) {
            isStepDue = true;
            if (isSlowNew && stepNanosMax > STEP_NANOS_USUAL) {
                isSlowNew = false;
                mishaps.struck(Mishap.SLOW_BROKER);
            }
            scheduler.after(chance.between(STEP_NANOS_MIN, stepNanosMax), this::step);
        }
    }

    private void step() {
        isStepDue = false;
        Running on = running;
        if (on == null) {
            return;
        }
        guarded(() -> {
            int steps = 0;
            while (on.log.step()) {
                if (++steps > STEPS_MAX) {
                    throw new IllegalStateException("the log never comes to rest");
                }
            }
            if (steps > 0) {
                // What nobody waits for is synced then.
                scheduler.after(SYNC_NANOS, () -> stepSoon());
            }
            sockets.forEach(BrokerSocket::answer);
            sockets.removeIf(BrokerSocket::isSpent);
        });
    }

    private @Nullable Socket accept(Cable cable, int node) {
        Running on = running;
        if (on == null) {
            return null;
        }
        var socket = new BrokerSocket(cable, this, node, new Front(on.decoder, this, node));
        sockets.add(socket);
        return socket;
    }

    private Running on() {
        return Optional.ofNullable(running).orElseThrow();
    }

    private Dispatcher decoder(SteppedLog log) {
        try {
            var settings = new NodeSettings(false, 1, MESSAGE_BYTES_MAX, List.of());
            return new RequestDecoder(
                    ApiTable.of(settings, log.log(), topics(log), this::wall, scheduler::nanos),
                    scheduler::nanos);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nothing waits here", e);
        }
    }

    private Topics topics(SteppedLog log) throws InterruptedException {
        var prompt = new PromptLog(log);
        return Topics.openStepped(
                prompt,
                new MetadataLog(prompt, this::wall),
                MESSAGE_BYTES_MAX,
                () -> new UUID(1, ++topicsMade));
    }

    private Instant wall() {
        return Instant.ofEpochMilli(
                MILLIS_AT_START + scheduler.nanos() / NANOS_PER_MILLI + wallSkewMillis);
    }

    /// Gives the folder ids that are the same in every run.
    private void format() {
        try {
            disk.createDirectory(FOLDER);
            disk.syncDirectory(Path.of("/"));
            disk.syncDirectory(Path.of("/disk"));
            new MetaProperties(
                            MetaProperties.VERSION_MAX,
                            KafkaId.text(new UUID(1, 1)),
                            0,
                            KafkaId.text(new UUID(1, 2)),
                            MetaProperties.FORMAT_MAX)
                    .write(new TextFile(disk, FOLDER.resolve(MetaProperties.FILE)));
            disk.syncDirectory(FOLDER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
