package io.qanat.client.internal.scripted;

import io.qanat.client.Endpoint;
import io.qanat.client.internal.cluster.Core;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.ApiVersionsResponse;
import io.qanat.protocol.message.ApiVersionsResponse.ApiVersion;
import io.qanat.protocol.message.InitProducerIdResponse;
import io.qanat.protocol.message.MetadataRequest;
import io.qanat.protocol.message.MetadataRequest.MetadataRequestTopic;
import io.qanat.protocol.message.MetadataResponse;
import io.qanat.protocol.message.MetadataResponse.MetadataResponseBroker;
import io.qanat.protocol.message.MetadataResponse.MetadataResponsePartition;
import io.qanat.protocol.message.MetadataResponse.MetadataResponseTopic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.LongConsumer;

/// Brokers that answer at once, unless a test holds their answers back.
public final class ScriptedCluster {
    /// More turns than any test needs to come to rest.
    private static final int TURNS_MAX = 1000;

    /// A request that was not answered yet, and where its answer goes.
    public record Held(int brokerId, ScriptedWire wire, ScriptedRequest request) {
        /// Answers it.
        public void answer(ApiMessage body, long nowNanos) {
            wire.answer(request, body, nowNanos);
        }
    }

    private final ScriptedNetwork network = new ScriptedNetwork();
    private final Map<Integer, Endpoint> brokers = new TreeMap<>();
    private final Map<String, int[]> leaders = new HashMap<>();
    private final Map<String, ErrorCode> topicErrors = new HashMap<>();
    private final Map<ApiKey, BiFunction<Integer, ScriptedRequest, ApiMessage>> rules =
            new HashMap<>();
    private final Set<ApiKey> heldKeys = new HashSet<>();
    private final Set<Integer> stalledBrokers = new HashSet<>();
    private final Set<Integer> downBrokers = new HashSet<>();
    private final List<Held> held = new ArrayList<>();
    private long nextProducerId = 1000;
    private final List<ScriptedRequest> requests = new ArrayList<>();

    /// Brokers with the ids from 1 on, at `broker1:9092` and so on.
    public ScriptedCluster(int brokerCount) {
        for (int id = 1; id <= brokerCount; id++) {
            brokers.put(id, new Endpoint("broker" + id, 9092));
        }
        rules.put(ApiKey.API_VERSIONS, (broker, request) -> versions());
        rules.put(ApiKey.METADATA, (broker, request) -> metadata(request));
        rules.put(ApiKey.INIT_PRODUCER_ID, (broker, request) -> newProducer());
    }

    /// The network to the brokers.
    public ScriptedNetwork network() {
        return network;
    }

    /// Where a broker listens.
    public Endpoint endpoint(int brokerId) {
        return Objects.requireNonNull(brokers.get(brokerId));
    }

    /// Gives a topic a leader for each partition, -1 for none.
    public ScriptedCluster topic(String name, int... leaderIds) {
        leaders.put(name, leaderIds);
        topicErrors.remove(name);
        return this;
    }

    /// Makes the cluster answer for a topic with an error.
    public ScriptedCluster topicError(String name, ErrorCode error) {
        topicErrors.put(name, error);
        return this;
    }

    /// Answers an API this way.
    public ScriptedCluster rule(ApiKey key, BiFunction<Integer, ScriptedRequest, ApiMessage> rule) {
        rules.put(key, rule);
        return this;
    }

    /// Leaves requests of an API without an answer from now on.
    public ScriptedCluster hold(ApiKey key) {
        heldKeys.add(key);
        return this;
    }

    /// Answers requests of an API again; those held before stay held.
    public ScriptedCluster answerAgain(ApiKey key) {
        heldKeys.remove(key);
        return this;
    }

    /// The requests that were held back, oldest first; they are the test's from now on.
    public List<Held> takeHeld() {
        List<Held> taken = List.copyOf(held);
        held.clear();
        return taken;
    }

    /// Makes a broker refuse connections, and resets those that it has.
    public void down(int brokerId, long nowNanos) {
        downBrokers.add(brokerId);
        for (ScriptedWire wire : network.wires()) {
            if (!wire.isClosed() && wire.endpoint().equals(endpoint(brokerId))) {
                wire.reset(nowNanos);
            }
        }
    }

    /// Makes a broker accept connections again.
    public void up(int brokerId) {
        downBrokers.remove(brokerId);
    }

    /// Makes a broker take no bytes, or take them again.
    public void stall(int brokerId, boolean stalls) {
        if (stalls) {
            stalledBrokers.add(brokerId);
        } else {
            stalledBrokers.remove(brokerId);
        }
    }

    /// All requests of an API so far.
    public List<ScriptedRequest> requests(ApiKey key) {
        return requests.stream().filter(request -> request.key() == key).toList();
    }

    /// Lets core and brokers act until nothing more happens at this time.
    public void run(Core core, long nowNanos) {
        for (int turn = 0; turn < TURNS_MAX; turn++) {
            core.advance(nowNanos);
            boolean isQuiet = true;
            for (ScriptedWire wire : network.wires()) {
                isQuiet &= !serve(wire, nowNanos);
            }
            if (isQuiet && core.nextDeadlineNanos(nowNanos) - nowNanos > 0) {
                return;
            }
        }
        throw new AssertionError("never comes to rest");
    }

    /// Runs from deadline to deadline up to a time, as the loop would.
    ///
    /// @param clock told of the time before anything happens at it
    public void runUntil(Core core, LongConsumer clock, long fromNanos, long toNanos) {
        long now = fromNanos;
        while (now - toNanos < 0) {
            clock.accept(now);
            run(core, now);
            long next = core.nextDeadlineNanos(now);
            now = next - toNanos < 0 ? next : toNanos;
        }
        clock.accept(toNanos);
        run(core, toNanos);
    }

    private boolean serve(ScriptedWire wire, long nowNanos) {
        if (wire.isClosed()) {
            return false;
        }
        int brokerId = idOf(wire.endpoint());
        if (downBrokers.contains(brokerId)) {
            wire.refuse(nowNanos);
            return true;
        }
        if (stalledBrokers.contains(brokerId)) {
            return false;
        }
        boolean isBusy = !wire.isOpen() || wire.waitingBytes() > 0;
        if (!wire.isOpen()) {
            wire.open(nowNanos);
        }
        wire.takeAll(nowNanos);
        for (var next = wire.next(); next.isPresent() && !wire.isClosed(); next = wire.next()) {
            ScriptedRequest request = next.get();
            requests.add(request);
            if (heldKeys.contains(request.key())) {
                held.add(new Held(brokerId, wire, request));
            } else {
                wire.answer(request, rule(request).apply(brokerId, request), nowNanos);
            }
        }
        return isBusy;
    }

    private BiFunction<Integer, ScriptedRequest, ApiMessage> rule(ScriptedRequest request) {
        return Objects.requireNonNull(rules.get(request.key()), () -> "no rule for " + request);
    }

    private int idOf(Endpoint endpoint) {
        return brokers.entrySet().stream()
                .filter(broker -> broker.getValue().equals(endpoint))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    /// An answer that offers everything that is known here.
    public static ApiVersionsResponse versions() {
        return ApiVersionsResponse.builder()
                .apiKeys(
                        Arrays.stream(ApiKey.values())
                                .map(key ->
                                        ApiVersion.builder()
                                                .apiKey(key.id())
                                                .minVersion(key.minVersion())
                                                .maxVersion(key.maxVersion())
                                                .build())
                                .toList())
                .build();
    }

    private InitProducerIdResponse newProducer() {
        return InitProducerIdResponse.builder()
                .producerId(nextProducerId++)
                .producerEpoch((short) 0)
                .build();
    }

    private MetadataResponse metadata(ScriptedRequest request) {
        List<MetadataRequestTopic> asked = ((MetadataRequest) request.body()).topics();
        return MetadataResponse.builder()
                .clusterId("scripted")
                .controllerId(1)
                .brokers(
                        brokers.entrySet().stream()
                                .map(broker ->
                                        MetadataResponseBroker.builder()
                                                .nodeId(broker.getKey())
                                                .host(broker.getValue().host())
                                                .port(broker.getValue().port())
                                                .build())
                                .toList())
                .topics(
                        asked == null
                                ? List.of()
                                : asked.stream()
                                        .map(topic -> topic(Objects.requireNonNull(topic.name())))
                                        .toList())
                .build();
    }

    private MetadataResponseTopic topic(String name) {
        int[] leaderIds = leaders.getOrDefault(name, new int[0]);
        ErrorCode error =
                topicErrors.getOrDefault(
                        name,
                        leaderIds.length == 0
                                ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION
                                : ErrorCode.NONE);
        var partitions = new ArrayList<MetadataResponsePartition>();
        for (int i = 0; error == ErrorCode.NONE && i < leaderIds.length; i++) {
            partitions.add(
                    MetadataResponsePartition.builder()
                            .partitionIndex(i)
                            .leaderId(leaderIds[i])
                            .leaderEpoch(1)
                            .build());
        }
        return MetadataResponseTopic.builder()
                .name(name)
                .errorCode(error.code())
                .partitions(partitions)
                .build();
    }
}
