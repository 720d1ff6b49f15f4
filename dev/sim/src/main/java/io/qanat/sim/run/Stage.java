package io.qanat.sim.run;

import io.qanat.client.producer.Purge;
import io.qanat.sim.cluster.Ambush;
import io.qanat.sim.cluster.BrokerHost;
import io.qanat.sim.history.History;
import io.qanat.sim.history.Place;
import io.qanat.sim.history.Sender;
import io.qanat.sim.history.Sent;
import io.qanat.sim.mishap.Mishap;
import io.qanat.sim.mishap.Mishaps;
import io.qanat.sim.net.Cable;
import io.qanat.sim.net.SimNetwork;
import io.qanat.sim.net.Weather;
import io.qanat.sim.producer.SimProducer;
import io.qanat.sim.time.Chance;
import io.qanat.sim.time.Scheduler;
import io.qanat.sim.time.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The cluster of one run, its producers, and the operations that are carried out on them. Confined
/// to one thread.
final class Stage {
    private static final int FILLER_BYTES_MAX = 300;
    private static final int KEYS = 6;
    private static final List<Purge> PURGES = List.of(Purge.values());
    private static final int CANCEL_AGE_MAX = 12;
    private static final int AMBUSH_SKIPPED_MAX = 6;
    private static final int DISK_SKIPPED_MAX = 12;

    /// Two clocks may then differ by a little less than the hour that brokers put up with.
    private static final long JUMP_MILLIS_MAX = TimeUnit.MINUTES.toMillis(25);

    private final Setting setting;
    private final Wiring wiring;
    private final Scheduler scheduler;
    private final Chance chance;
    private final Mishaps mishaps;
    private final SimNetwork network;
    private final BrokerHost broker;
    private final History history;
    private final List<SimProducer> producers = new ArrayList<>();
    private final List<SimProducer> retired = new ArrayList<>();
    private final List<CompletableFuture<Void>> flushes = new ArrayList<>();
    private final List<Sent> unflushed = new ArrayList<>();
    private int producersMade;
    private long wallSkewMillis;
    private long stillNanos;

    Stage(Plan plan, Wiring wiring, Trace trace, Counts counts) {
        this.setting = plan.setting();
        this.wiring = wiring;
        scheduler = new Scheduler(trace);
        chance = new Chance(~plan.seed());
        mishaps = new Mishaps(scheduler);
        network = new SimNetwork(scheduler, chance, mishaps);
        broker = new BrokerHost(scheduler, chance, mishaps, counts::add, wiring.stand());
        history = new History(trace);
    }

    void open() {
        broker.start();
        broker.create(setting.topics());
        broker.nameLeaders(setting.namesLeaders());
        broker.listen(network);
        for (int i = 0; i < setting.producers().size(); i++) {
            producers.add(producer(i));
        }
    }

    private SimProducer producer(int slot) {
        int number = producersMade++;
        return new SimProducer(
                scheduler,
                chance,
                network,
                setting.producers().get(slot).config(number),
                new SimProducer.Notes(history, mishaps),
                number,
                wiring.ports());
    }

    void carryOut(OperationKind kind, Chance how) {
        int who = how.between(0, producers.size() - 1);
        switch (kind) {
            case SEND -> send(who, how, 0);
            case SEND_TIMED -> send(who, how, how.between(1_000_000L, 1_500_000_000L));
            case FLUSH -> flush(who, Optional.empty());
            case FLUSH_TOPIC -> flush(who, Optional.of(setting.partition(how).topic()));
            case CANCEL -> producers.get(who).cancel(how.between(0, CANCEL_AGE_MAX));
            case CALM -> calm();
            case RESET -> reset(how, false);
            case LOSE_ANSWERS -> reset(how, true);
            case DROP -> drop(how);
            case RESET_BEFORE -> lieInWait(Mishap.RESET_BEFORE, how);
            case RESET_WITHIN -> lieInWait(Mishap.RESET_WITHIN, how);
            case RESET_AFTER -> lieInWait(Mishap.RESET_AFTER, how);
            case DUPLICATE -> lieInWait(Mishap.DUPLICATE, how);
            case REFUSE -> lieInWait(Mishap.REFUSE, how);
            case DENY -> lieInWait(Mishap.DENY, how);
            case FENCE -> lieInWait(Mishap.FENCE, how);
            case THROTTLE -> lieInWait(Mishap.THROTTLE, how);
            case FRAGMENT, DELAY, SPLIT -> weather(kind, how);
            case SLOW_BROKER -> broker.slowDown(how.between(10_000_000L, 3_000_000_000L));
            case KILL -> stop(Mishap.KILL, how);
            case POWER_LOSS -> stop(Mishap.POWER_LOSS, how);
            case POWER_LOSS_IN_WRITE ->
                    broker.stopWithin(how.between(0, DISK_SKIPPED_MAX), () -> startLater(how));
            case DISK_WRITE_ERROR -> failDisk(Mishap.DISK_WRITE_ERROR, how);
            case DISK_SYNC_ERROR -> failDisk(Mishap.DISK_SYNC_ERROR, how);
            case DISK_FULL -> failDisk(Mishap.DISK_FULL, how);
            case LEADER_MOVE -> moveLeader(how);
            case CLOCK_JUMP -> jump(how);
            case STAND_STILL -> standStill(who, how);
            case IDLE -> mishaps.struck(Mishap.IDLE);
            case PURGE -> producers.get(who).purge(PURGES.get(how.between(0, PURGES.size() - 1)));
            case CLOSE -> close(who);
        }
    }

    private void send(int who, Chance how, long timeoutNanos) {
        SimProducer producer = producers.get(who);
        var asked = setting.partition(how);
        Place place =
                switch (how.between(0, 7)) {
                    case 0 -> new Place(asked.topic(), Place.NONE, Place.NONE);
                    case 1 -> new Place(asked.topic(), Place.NONE, how.between(0, KEYS));
                    default -> new Place(asked.topic(), asked.partition(), Place.NONE);
                };
        long ownNanos =
                TimeUnit.MILLISECONDS.toNanos(setting.producers().get(who).deliveryMillis());
        long now = scheduler.nanos();
        Sent sent =
                history.sending(
                        place,
                        producer.sender(),
                        how.between(0, FILLER_BYTES_MAX),
                        now,
                        now + (timeoutNanos == 0 ? ownNanos : timeoutNanos));
        producer.send(sent, wallSkewMillis, timeoutNanos);
    }

    /// When it ends, all that was sent before has its outcome.
    private void flush(int who, Optional<String> topic) {
        int upTo = history.sent().size();
        Sender sender = producers.get(who).sender();
        flushes.add(
                producers
                        .get(who)
                        .flush(topic)
                        .thenRun(() ->
                                history.sent().subList(0, upTo).stream()
                                        .filter(sent -> sent.outcome() == null)
                                        .filter(sent -> sent.sender().equals(sender))
                                        .filter(sent ->
                                                topic.isEmpty()
                                                        || sent.place().topic().equals(topic.get()))
                                        .forEach(unflushed::add)));
    }

    private void calm() {
        network.clear();
        broker.slowDown(0);
    }

    private void reset(Chance how, boolean requestsArrive) {
        List<Cable> up = network.up();
        if (!up.isEmpty()) {
            up.get(how.between(0, up.size() - 1)).reset(requestsArrive);
            mishaps.struck(requestsArrive ? Mishap.LOSE_ANSWERS : Mishap.RESET);
        }
    }

    private void drop(Chance how) {
        List<Cable> up = network.up();
        if (!up.isEmpty()) {
            up.get(how.between(0, up.size() - 1)).silence(how.onceIn(2));
            mishaps.struck(Mishap.DROP);
        }
    }

    private void lieInWait(Mishap mishap, Chance how) {
        int skipped = how.onceIn(2) ? 0 : how.between(1, AMBUSH_SKIPPED_MAX);
        broker.lieInWait(new Ambush(mishap, skipped, how.any()));
    }

    private void weather(OperationKind kind, Chance how) {
        int node = how.between(0, BrokerHost.NODES - 1);
        boolean isForAll = how.onceIn(3);
        int one = how.between(0, producers.size() - 1);
        long nanos = how.between(10_000_000L, 6_000_000_000L);
        int bytes = how.between(1, 200);
        for (int who = 0; who < producers.size(); who++) {
            if (isForAll || who == one) {
                int client = producers.get(who).sender().number();
                Weather weather = network.weather(client, BrokerHost.port(node));
                switch (kind) {
                    case FRAGMENT -> weather.cut(bytes);
                    case DELAY -> weather.delay(nanos / 4);
                    default -> weather.block(scheduler.nanos() + nanos);
                }
            }
        }
    }

    private void stop(Mishap mishap, Chance how) {
        if (broker.isOn()) {
            mishaps.struck(mishap);
            broker.stop(mishap == Mishap.POWER_LOSS);
            startLater(how);
        }
    }

    private void startLater(Chance how) {
        scheduler.after(how.between(1_000_000L, 4_000_000_000L), broker::start);
    }

    private void failDisk(Mishap mishap, Chance how) {
        if (broker.isOn()) {
            int skipped = how.between(0, DISK_SKIPPED_MAX);
            broker.failDisk(mishap, skipped, how.between(1_000_000L, 3_000_000_000L));
        }
    }

    private void moveLeader(Chance how) {
        if (broker.leadership()
                .move(setting.partition(how), how.between(0, BrokerHost.NODES - 1))) {
            mishaps.struck(Mishap.LEADER_MOVE);
        }
    }

    private void jump(Chance how) {
        wallSkewMillis = how.between(-JUMP_MILLIS_MAX, JUMP_MILLIS_MAX);
        broker.jump(how.between(-JUMP_MILLIS_MAX, JUMP_MILLIS_MAX));
        mishaps.struck(Mishap.CLOCK_JUMP);
    }

    private void standStill(int who, Chance how) {
        long nanos = how.between(10_000_000L, 4_000_000_000L);
        stillNanos += nanos;
        producers.get(who).standStill(nanos);
        mishaps.struck(Mishap.STAND_STILL);
    }

    private void close(int who) {
        producers.get(who).close();
        retired.add(producers.get(who));
        producers.set(who, producer(who));
        mishaps.struck(Mishap.CLOSE);
    }

    /// Makes everything well, and has everything sent that waits.
    void heal() {
        network.clear();
        broker.recover();
        producers.forEach(producer -> flushes.add(producer.flush(Optional.empty())));
    }

    void closeAll() {
        producers.forEach(SimProducer::close);
        retired.addAll(producers);
    }

    boolean isFlushed() {
        return flushes.stream().allMatch(CompletableFuture::isDone);
    }

    /// What had no outcome when a flush that was to wait for it ended.
    List<Sent> unflushed() {
        return unflushed;
    }

    List<SimProducer> retired() {
        return retired;
    }

    /// For how long programs stood still, all together.
    long stillNanos() {
        return stillNanos;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Mishaps mishaps() {
        return mishaps;
    }

    BrokerHost broker() {
        return broker;
    }

    History history() {
        return history;
    }
}
