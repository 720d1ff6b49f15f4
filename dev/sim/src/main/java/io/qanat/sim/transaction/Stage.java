package io.qanat.sim.transaction;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.Endpoint;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.EndTxnRequest;
import io.qanat.protocol.message.EndTxnResponse;
import io.qanat.protocol.message.InitProducerIdRequest;
import io.qanat.protocol.message.InitProducerIdResponse;
import io.qanat.protocol.message.TxnOffsetCommitRequest;
import io.qanat.sim.coordinator.CoordinatorModel;
import io.qanat.sim.mishap.Mishaps;
import io.qanat.sim.net.SimNetwork;
import io.qanat.sim.time.Chance;
import io.qanat.sim.time.Scheduler;
import io.qanat.sim.time.Trace;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// The world of one run: time, network, brokers, programs. Confined to the run's thread.
public final class Stage implements ModelSocket.Desk {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long COMPLETION_NANOS_MAX = 60 * MILLI;

    /// More than any run takes, so that a run that never ends is seen.
    private static final long NANOS_MAX = 40_000 * SECOND;

    private static final List<Trouble> TROUBLES = List.of(Trouble.values());

    private final Scheduler scheduler;
    private final Chance chance;
    private final SimNetwork network;
    private final CoordinatorModel model;
    private final Cluster cluster;
    private final Ledger ledger = new Ledger();
    private final Habit habit;
    private final Map<Trouble, Long> struck = new EnumMap<>(Trouble.class);
    private final Map<String, Long> counts = new TreeMap<>();
    private final ArrayDeque<Script.Deed> deeds = new ArrayDeque<>();
    private final List<Program> programs = new ArrayList<>();
    private final ProducerConfig config;
    private int troubleOneIn;
    private Optional<ApiKey> lateOnce = Optional.empty();
    private long lateNanos;

    /// A world in which all is well so far.
    public Stage(long seed, boolean isSecondVersion, Habit habit) {
        this.chance = new Chance(seed);
        this.habit = habit;
        this.scheduler = new Scheduler(new Trace(false));
        this.network = new SimNetwork(scheduler, chance, new Mishaps(scheduler));
        this.model = new CoordinatorModel(() -> chance.between(MILLI, COMPLETION_NANOS_MAX));
        this.cluster = new Cluster(model, isSecondVersion);
        for (int broker = 0; broker < Cluster.BROKERS; broker++) {
            int id = broker;
            network.listen(Cluster.PORT + id, cable -> new ModelSocket(cable, id, scheduler, this));
        }
        var brokers =
                IntStream.range(0, Cluster.BROKERS)
                        .mapToObj(id -> new Endpoint(Cluster.HOST, Cluster.PORT + id))
                        .toList();
        this.config =
                ProducerConfig.builder(
                                ConnectionConfig.builder(new BootstrapServers(brokers))
                                        .requestTimeout(Duration.ofSeconds(4))
                                        .build())
                        .transactionalId("program")
                        .deliveryTimeout(Duration.ofSeconds(20))
                        .batchBytesMax(512)
                        .build();
    }

    /// Has one program carry a script out.
    ///
    /// @param troubles whether anything may go wrong
    public void run(Script script, boolean troubles) {
        deeds.addAll(script.deeds());
        if (troubles) {
            troubleOneIn = chance.between(6, 40);
            scheduler.after(chance.between(0, 10 * SECOND), this::disturb);
        }
        startProgram();
        while (!programs.stream().allMatch(Program::isOver) && scheduler.nanos() < NANOS_MAX) {
            scheduler.runNext(NANOS_MAX);
            if (!programs.stream().anyMatch(program -> !program.isOver()) && !deeds.isEmpty()) {
                startProgram();
            }
        }
        troubleOneIn = 0;
        long endNanos = scheduler.nanos() + 200 * SECOND;
        while (scheduler.runNext(endNanos)) {
            model.advance(scheduler.nanos());
        }
        model.advance(endNanos);
        model.advance(endNanos + 200 * SECOND);
        if (!deeds.isEmpty()) {
            throw new IllegalStateException("the program never came to its end: " + model);
        }
    }

    /// The next request of an API is carried out so much later, on a connection that its sender has
    /// lost.
    public void lateOnce(ApiKey key, long nanos) {
        lateOnce = Optional.of(key);
        lateNanos = nanos;
    }

    /// What is wrong; empty when nothing is.
    public List<String> violations() {
        return Verdict.on(ledger, model, Cluster.PARTITIONS);
    }

    /// What programs did and were told.
    public Ledger ledger() {
        return ledger;
    }

    /// How often each kind of trouble struck.
    Map<Trouble, Long> struck() {
        return struck;
    }

    /// What else there was.
    Map<String, Long> counts() {
        return counts;
    }

    /// All that happened, as one number.
    long trace() {
        return scheduler.trace().hash();
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Chance chance() {
        return chance;
    }

    SimNetwork network() {
        return network;
    }

    ProducerConfig config() {
        return config;
    }

    /// A program was replaced, and ends.
    void fenced(Program program) {
        count("fenced");
        program.stop();
    }

    void unknown() {
        count("commit of unknown fate");
    }

    private void startProgram() {
        var program = new Program(this, programs.size(), deeds, habit);
        programs.add(program);
        program.start();
    }

    /// Strikes programs and the network.
    private void disturb() {
        if (troubleOneIn == 0) {
            return;
        }
        Program running = programs.getLast();
        switch (chance.between(0, 7)) {
            case 0 -> {
                count("killed");
                running.stop();
            }
            case 1 -> {
                count("stood still");
                running.standStill(chance.between(MILLI, 90 * SECOND));
                if (chance.onceIn(2)) {
                    count("replaced while it stood still");
                    startProgram();
                }
            }
            case 2, 3 -> {
                int broker = chance.between(0, Cluster.BROKERS - 1);
                count("network blocked");
                network.weather(programs.size() - 1, Cluster.PORT + broker)
                        .block(scheduler.nanos() + chance.between(MILLI, 20 * SECOND));
            }
            case 4 -> {
                count("network slow");
                network.weather(
                                programs.size() - 1,
                                Cluster.PORT + chance.between(0, Cluster.BROKERS - 1))
                        .delay(chance.between(MILLI, 3 * SECOND));
            }
            case 5 -> network.clear();
            default ->
                    network.up().stream()
                            .skip(chance.between(0, 5))
                            .findFirst()
                            .ifPresent(cable -> {
                                count("connection reset");
                                cable.reset(chance.onceIn(2));
                            });
        }
        scheduler.after(chance.between(SECOND, 30 * SECOND), this::disturb);
    }

    @Override
    public void arrived(ModelSocket socket, ModelSocket.Request request) {
        if (lateOnce.filter(request.body().apiKey()::equals).isPresent()) {
            lateOnce = Optional.empty();
            socket.hold(request, lateNanos);
            return;
        }
        boolean isSpared =
                switch (request.body().apiKey()) {
                    case API_VERSIONS, METADATA, FIND_COORDINATOR -> true;
                    default -> false;
                };
        if (isSpared || troubleOneIn == 0 || !chance.onceIn(troubleOneIn) || !socket.isUp()) {
            socket.serve(request);
            return;
        }
        Trouble trouble = TROUBLES.get(chance.between(0, TROUBLES.size() - 1));
        struck.merge(trouble, 1L, Long::sum);
        meet(trouble, socket, request);
    }

    private void meet(Trouble trouble, ModelSocket socket, ModelSocket.Request request) {
        int broker = request.broker();
        ApiMessage body = request.body();
        switch (trouble) {
            case LOSE_REQUEST -> socket.reset();
            case LOSE_ANSWER -> {
                answer(broker, request.version(), body);
                socket.reset();
            }
            case COME_LATE -> socket.hold(request, chance.between(MILLI, 100 * SECOND));
            case REFUSE -> socket.answer(request, Cluster.refusal(body, passing(body)), 0);
            case DENY -> {
                answer(broker, request.version(), body);
                socket.answer(request, Cluster.refusal(body, indefinite(body)), 0);
            }
            case SLOW ->
                    socket.answer(
                            request,
                            answer(broker, request.version(), body),
                            chance.between(MILLI, 6 * SECOND));
            case MOVE_COORDINATOR -> {
                cluster.moveTransactions(
                        chance.between(0, Cluster.BROKERS - 1),
                        scheduler.nanos() + chance.between(0, 2 * SECOND));
                socket.serve(request);
            }
            case MOVE_GROUPS -> {
                cluster.moveGroups(chance.between(0, Cluster.BROKERS - 1));
                socket.serve(request);
            }
            case MOVE_LEADER -> {
                cluster.moveLeader(
                        chance.between(0, Cluster.PARTITIONS - 1),
                        chance.between(0, Cluster.BROKERS - 1));
                socket.serve(request);
            }
        }
    }

    private ErrorCode passing(ApiMessage request) {
        if (request.apiKey() == ApiKey.PRODUCE) {
            return ErrorCode.NOT_ENOUGH_REPLICAS;
        }
        return chance.onceIn(2)
                ? ErrorCode.COORDINATOR_LOAD_IN_PROGRESS
                : ErrorCode.CONCURRENT_TRANSACTIONS;
    }

    private ErrorCode indefinite(ApiMessage request) {
        if (request.apiKey() == ApiKey.PRODUCE) {
            return ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND;
        }
        return chance.onceIn(2) ? ErrorCode.COORDINATOR_NOT_AVAILABLE : ErrorCode.NOT_COORDINATOR;
    }

    @Override
    public ApiMessage answer(int broker, int version, ApiMessage request) {
        ApiMessage edited = edited(request);
        ApiMessage answer =
                switch (edited) {
                    case InitProducerIdRequest identify
                            when habit == Habit.KEEPS_ITS_EPOCH && identify.producerId() >= 0 ->
                            InitProducerIdResponse.builder()
                                    .producerId(identify.producerId())
                                    .producerEpoch(identify.producerEpoch())
                                    .build();
                    case EndTxnRequest end when habit == Habit.KEEPS_ITS_EPOCH ->
                            cluster.answer(broker, 4, end, scheduler.nanos());
                    case TxnOffsetCommitRequest offsets when habit == Habit.OFFSETS_OUTSIDE -> {
                        model.commitPlain(offsets.groupId(), CoordinatorModel.values(offsets));
                        yield Cluster.refusal(offsets, ErrorCode.NONE);
                    }
                    default -> cluster.answer(broker, version, edited, scheduler.nanos());
                };
        if (answer instanceof EndTxnResponse ended) {
            count("end answered " + ErrorCode.of(ended.errorCode()));
        }
        return answer;
    }

    private ApiMessage edited(ApiMessage request) {
        boolean isToAbort = programs.stream().anyMatch(Program::isAborting);
        return request instanceof EndTxnRequest end && isToAbort
                ? end.toBuilder().committed(false).build()
                : request;
    }

    private void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }
}
