package io.qanat.client.internal.sink;

import static java.util.Objects.requireNonNull;

import io.qanat.client.BrokerException;
import io.qanat.client.CancelledException;
import io.qanat.client.ClientException;
import io.qanat.client.Endpoint;
import io.qanat.client.TopicPartition;
import io.qanat.client.internal.accumulator.Batch;
import io.qanat.client.internal.accumulator.Fate;
import io.qanat.client.internal.accumulator.Overdue;
import io.qanat.client.internal.cluster.Metadata;
import io.qanat.client.internal.cluster.MetadataSnapshot;
import io.qanat.client.internal.connection.Backoff;
import io.qanat.client.internal.idempotence.Idempotence;
import io.qanat.client.internal.idempotence.Identity;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.Timeline;
import io.qanat.client.producer.Timeline.Result;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.ProduceResponse.LeaderIdAndEpoch;
import io.qanat.protocol.message.ProduceResponse.NodeEndpoint;
import io.qanat.protocol.message.ProduceResponse.PartitionProduceResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Decides what becomes of a shipment: delivered, tried again, or given up.
///
/// The table of error codes says which errors pass and which leave no trace. A shipment is given up
/// as `NotPersisted` only when none of its attempts can have reached a log. Its memory is freed
/// when its outcome is decided and no request refers to it, whichever comes last. Confined to the
/// client's loop.
final class Delivery {
    private static final System.Logger LOGGER = System.getLogger(Delivery.class.getName());

    private final ProducerConfig config;
    private final Metadata metadata;
    private final Backoff retryBackoff;
    private final Lanes lanes;
    private final Idempotence idempotence;
    private final Meters meters;
    private final Splits splits;

    Delivery(
            ProducerConfig config,
            Metadata metadata,
            Backoff retryBackoff,
            Lanes lanes,
            Idempotence idempotence,
            Meters meters) {
        this.meters = meters;
        this.config = config;
        this.idempotence = idempotence;
        this.metadata = metadata;
        this.retryBackoff = retryBackoff;
        this.lanes = lanes;
        this.splits = new Splits(this, lanes);
    }

    /// The socket took a batch that nobody acknowledges.
    void handedOver(Shipment shipment, long nowNanos) {
        shipment.batch().resolved();
        delivered(shipment, -1, Fate.NO_APPEND_TIME, nowNanos);
        lanes.arrange(shipment.lane(), nowNanos);
    }

    /// The broker may have named a partition's new leader: then the batch need not wait for
    /// metadata, nor for a pause.
    void heardOf(Lane lane, LeaderIdAndEpoch leader, List<NodeEndpoint> endpoints) {
        if (leader.leaderId() >= 0) {
            Optional<Endpoint> endpoint =
                    endpoints.stream()
                            .filter(node -> node.nodeId() == leader.leaderId())
                            .findFirst()
                            .flatMap(node -> MetadataSnapshot.endpoint(node.host(), node.port()));
            var partition = new TopicPartition(lane.home().topic(), lane.home().partition());
            if (metadata.hint(partition, leader.leaderId(), leader.leaderEpoch(), endpoint)) {
                lane.leaderId(leader.leaderId());
            }
        }
    }

    /// The broker said what it did with a batch.
    void answered(Shipment shipment, PartitionProduceResponse answer, long nowNanos) {
        shipment.batch().resolved();
        ErrorCode error = ErrorCode.of(answer.errorCode());
        if (error == ErrorCode.NONE) {
            delivered(shipment, answer.baseOffset(), answer.logAppendTimeMs(), nowNanos);
            lanes.arrange(shipment.lane(), nowNanos);
            return;
        }
        Identity identity = shipment.identity();
        if (identity != null && error == ErrorCode.DUPLICATE_SEQUENCE_NUMBER) {
            // In the log for so long that the broker has forgotten where.
            delivered(shipment, -1, Fate.NO_APPEND_TIME, nowNanos);
            lanes.arrange(shipment.lane(), nowNanos);
            return;
        }
        var cause =
                new BrokerException(
                        "produce to " + shipment.lane().home(), error, answer.errorMessage());
        shipment.failed(cause, !error.definite(), nowNanos);
        if (identity != null && isOfSequence(error)) {
            misplaced(shipment, identity, error, cause, nowNanos);
        } else if (Splits.isOfSize(error) && splits.begin(shipment, cause, nowNanos)) {
            lanes.arrange(shipment.lane(), nowNanos);
        } else {
            failed(shipment, cause, error.retriable(), nowNanos);
        }
    }

    private static boolean isOfSequence(ErrorCode error) {
        return error == ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER
                || error == ErrorCode.UNKNOWN_PRODUCER_ID
                || error == ErrorCode.INVALID_PRODUCER_EPOCH;
    }

    /// The broker expects another sequence number, or epoch.
    ///
    /// Behind a batch that failed that is no wonder, and passes once that one is through. For the
    /// oldest batch it means that the broker does not know what it has acknowledged, or is past
    /// this epoch: then only another identity helps, and the batch goes with that, unless an
    /// earlier attempt may have succeeded.
    private void misplaced(
            Shipment shipment,
            Identity identity,
            ErrorCode error,
            ClientException cause,
            long nowNanos) {
        Lane lane = shipment.lane();
        boolean isBehind =
                !lane.isOldestSent(shipment) && error == ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER;
        if (!isBehind && !shipment.isSettled()) {
            lane.tear();
            if (idempotence.doubt(identity, error == ErrorCode.INVALID_PRODUCER_EPOCH)) {
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        "broker does not know the producer's last sequence number, so another"
                                + " identity follows partition="
                                + lane.home()
                                + " broker="
                                + shipment.brokerId()
                                + " error="
                                + error
                                + " producerId="
                                + identity.producerId()
                                + " epoch="
                                + identity.epoch());
            }
            lane.pause(nowNanos + retryBackoff.nanos(shipment.attempts()));
        }
        lane.failed();
        if (shipment.isSettled()) {
            release(shipment);
        } else if (!shipment.mayBeRetried(config.retriesMax())) {
            giveUp(shipment, cause, nowNanos);
        }
        lanes.arrange(lane, nowNanos);
    }

    /// Everything that was sent is resolved as far as it can be, and goes under another identity
    /// from now on. What a broker may have is not sent again: nobody could recognize it.
    void renew(long nowNanos) {
        for (Lane lane : lanes.all()) {
            for (Shipment shipment : lane.shipments()) {
                if (shipment.isUnresolved()) {
                    giveUp(shipment, requireNonNull(shipment.lastFailure()), nowNanos);
                } else if (!shipment.isSettled()) {
                    shipment.unstamp();
                }
            }
            lane.renew();
        }
    }

    /// The broker answered, but said nothing about this batch.
    void unanswered(Shipment shipment, long nowNanos) {
        shipment.batch().resolved();
        var cause =
                new BrokerException(
                        "produce to " + shipment.lane().home(),
                        ErrorCode.UNKNOWN_SERVER_ERROR,
                        "the answer says nothing about the partition");
        shipment.failed(cause, true, nowNanos);
        failed(shipment, cause, true, nowNanos);
    }

    /// There will be no answer.
    void broken(Shipment shipment, ClientException cause, boolean mayBeSent, long nowNanos) {
        shipment.batch().resolved();
        shipment.failed(cause, mayBeSent, nowNanos);
        // What broke after it was sent may be the broker's or the network's fault, and pass.
        failed(shipment, cause, cause.isRetriable() || mayBeSent, nowNanos);
    }

    /// Gives up every record whose own time is over.
    ///
    /// Of a batch that was never sent, these records are taken out, and the others go on without
    /// them. A batch that was sent keeps its bytes, as a broker may have them: its overdue records
    /// are `PossiblyPersisted` for as long as the others are tried. What was told is final: a later
    /// answer counts for the other records only.
    void expire(long nowNanos) {
        Optional<Shipment> next = lanes.incomplete().nextToExpire();
        while (next.isPresent() && next.get().expiryNanos() - nowNanos <= 0) {
            Shipment shipment = next.get();
            Lane lane = shipment.lane();
            lane.home().close(shipment.batch());
            boolean isWhole = shipment.batch().lastDeadlineNanos() - nowNanos <= 0;
            if (isWhole) {
                giveUpOverdue(shipment, nowNanos);
            } else {
                giveUpPart(shipment, nowNanos);
            }
            if (lane.isLingering() || isWhole) {
                lanes.arrange(lane, nowNanos);
            }
            next = lanes.incomplete().nextToExpire();
        }
    }

    /// Gives up a batch with every record's own limit as the cause.
    private void giveUpOverdue(Shipment shipment, long nowNanos) {
        var reports = new ArrayList<Runnable>();
        if (shipment.batch().hasOwnTimeouts()) {
            for (Overdue overdue : shipment.batch().takeOverdue(nowNanos, false)) {
                Outcome outcome = shipment.failure(overdue(shipment, overdue), nowNanos);
                reports.add(() -> overdue.complete(outcome));
            }
        }
        giveUp(shipment, shipment.overdue(config.deliveryTimeout(), obstacle(shipment)), nowNanos);
        reports.forEach(shipment.lane().completions()::add);
    }

    private ClientException overdue(Shipment shipment, Overdue overdue) {
        Duration limit =
                overdue.timeoutNanos() == Overdue.NO_OWN_TIMEOUT
                        ? config.deliveryTimeout()
                        : Duration.ofNanos(overdue.timeoutNanos());
        return shipment.overdue(limit, obstacle(shipment));
    }

    private void giveUpPart(Shipment shipment, long nowNanos) {
        Batch batch = shipment.batch();
        for (Overdue overdue : batch.takeOverdue(nowNanos, shipment.isRewritable())) {
            ClientException cause = overdue(shipment, overdue);
            Outcome outcome = shipment.partFailure(cause, nowNanos);
            lanes.givenUp(cause);
            shipment.lane().completions().add(() -> overdue.complete(outcome));
        }
        if (batch.isVoid()) {
            // Those that had more time were cancelled.
            voided(shipment, nowNanos);
        } else {
            lanes.incomplete().expireAt(shipment, batch.nextDeadlineNanos());
        }
    }

    /// Many records of a shipment were cancelled, or all: what they took is given back.
    void thinned(Shipment shipment, long nowNanos) {
        if (shipment.batch().isVoid()) {
            voided(shipment, nowNanos);
        } else if (shipment.isRewritable()
                && !shipment.isBuilding()
                && shipment.batch().isBuilt()) {
            shipment.batch().rewrite();
        }
    }

    /// All records of a shipment have left it, so that nobody waits for it.
    void voided(Shipment shipment, long nowNanos) {
        giveUp(shipment, new CancelledException("produce to " + shipment.lane().home()), nowNanos);
        lanes.arrange(shipment.lane(), nowNanos);
    }

    /// When the next record's time is over.
    long nextExpiryNanos(long otherwise) {
        return lanes.incomplete()
                .nextToExpire()
                .map(Shipment::expiryNanos)
                .filter(limit -> limit - otherwise < 0)
                .orElse(otherwise);
    }

    /// Gives up everything whose outcome is open, and that was sent under no identity: brokers give
    /// none.
    void refuseAll(ClientException cause, long nowNanos) {
        giveUp(shipment -> true, cause, nowNanos);
    }

    /// Gives up those shipments whose outcome is open.
    void giveUp(Predicate<Shipment> which, ClientException cause, long nowNanos) {
        for (Lane lane : lanes.all()) {
            for (Shipment shipment : lane.shipments()) {
                if (!shipment.isSettled() && which.test(shipment)) {
                    lane.home().close(shipment.batch());
                    giveUp(shipment, cause, nowNanos);
                }
            }
            lanes.arrange(lane, nowNanos);
        }
    }

    /// Gives up everything whose outcome is open.
    void giveUpAll(ClientException cause, long nowNanos) {
        Optional<Shipment> oldest = lanes.incomplete().oldest();
        while (oldest.isPresent()) {
            giveUp(oldest.get(), cause, nowNanos);
            oldest = lanes.incomplete().oldest();
        }
    }

    /// Gives a shipment up, for the reason given.
    void giveUp(Shipment shipment, ClientException cause, long nowNanos) {
        boolean isOpen = !shipment.isSettled();
        settle(shipment, new Fate.Failed(shipment.failure(cause, nowNanos)));
        if (isOpen) {
            meters.failed(shipment.batch().recordCount(), nowNanos);
            lanes.givenUp(cause);
        }
    }

    private void failed(Shipment shipment, ClientException cause, boolean mayPass, long nowNanos) {
        Lane lane = shipment.lane();
        lane.failed();
        if (shipment.isSettled()) {
            release(shipment);
            lanes.arrange(lane, nowNanos);
        } else if (mayPass && shipment.mayBeRetried(config.retriesMax())) {
            // Whatever the reason, the partition may have moved.
            metadata.refresh(nowNanos);
            if (lane.leaderId() == shipment.brokerId() || lane.leaderId() < 0) {
                lane.pause(nowNanos + retryBackoff.nanos(shipment.attempts()));
            }
            lanes.arrange(lane, nowNanos);
        } else {
            giveUp(shipment, cause, nowNanos);
            lanes.arrange(lane, nowNanos);
        }
    }

    private void delivered(Shipment shipment, long baseOffset, long appendMillis, long nowNanos) {
        shipment.journey().arrived(Result.Acknowledged.ACKNOWLEDGED, nowNanos);
        shipment.acknowledged();
        shipment.lane().acknowledged(shipment);
        Timeline timeline =
                shipment.batch().isSilent() ? Timeline.NONE : shipment.journey().timeline(nowNanos);
        settle(shipment, new Fate.Delivered(baseOffset, appendMillis, timeline));
    }

    private void settle(Shipment shipment, Fate fate) {
        boolean isOpen = !shipment.isSettled();
        if (isOpen) {
            shipment.settled();
            shipment.batch().seal();
            lanes.incomplete().remove(shipment);
        }
        // First, so that whoever is told finds the memory free.
        release(shipment);
        if (isOpen) {
            complete(shipment, fate);
        }
    }

    private void complete(Shipment shipment, Fate fate) {
        CompletionQueue completions = shipment.lane().completions();
        if (shipment.batch().isSilent() || (completions.isIdle() && shipment.batch().isPrompt())) {
            shipment.batch().complete(fate);
        } else {
            completions.add(() -> shipment.batch().complete(fate));
        }
    }

    /// Frees what is decided and referred to by nobody.
    void release(Shipment shipment) {
        if (!shipment.batch().isOut() && !shipment.isBuilding()) {
            shipment.lane().remove(shipment);
            Identity identity = shipment.identity();
            if (identity != null && !shipment.isAcknowledged()) {
                lanes.lost(shipment, identity);
            }
            shipment.batch().free();
        }
    }

    private @Nullable ClientException obstacle(Shipment shipment) {
        Optional<ClientException> failure = metadata.lastFailure();
        if (failure.isPresent()) {
            return failure.get();
        }
        return shipment.lane().leaderId() < 0
                ? new BrokerException(
                        "finding the leader of " + shipment.lane().home(),
                        ErrorCode.LEADER_NOT_AVAILABLE,
                        null)
                : null;
    }
}
