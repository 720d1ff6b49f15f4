package io.qanat.client.internal.transaction;

import io.qanat.client.ClientException;
import io.qanat.client.TopicPartition;
import io.qanat.client.internal.idempotence.Identity;
import io.qanat.client.producer.GroupMember;
import io.qanat.client.producer.GroupOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// What a transaction consists of beside its records: the partitions that were enrolled, and the
/// offsets of groups. Confined to the client's loop.
final class Parts {
    /// More groups than a producer commits offsets of; then their coordinators are forgotten.
    private static final int GROUPS_MAX = 64;

    private final Desk desk;
    private final Errands errands;

    /// Told when something was refused.
    private final Consumer<ClientException> onRefusal;

    private final Map<String, Coordinator> groups = new HashMap<>();
    private final Set<TopicPartition> enrolled = new HashSet<>();
    private final Set<TopicPartition> wanted = new LinkedHashSet<>();
    private final List<PartErrand> sent = new ArrayList<>();
    private Identity identity = new Identity(-1, (short) -1, true);
    private boolean isSecondVersion;
    private boolean isEnrolling;
    private int unfinished;
    private int generation;
    private long firstNanos;

    Parts(Desk desk, Errands errands, Consumer<ClientException> onRefusal) {
        this.desk = desk;
        this.errands = errands;
        this.onRefusal = onRefusal;
    }

    /// Forgets the last transaction.
    void begin(Identity by, boolean isOfSecondVersion) {
        identity = by;
        isSecondVersion = isOfSecondVersion;
        enrolled.clear();
        wanted.clear();
        sent.clear();
        isEnrolling = false;
        unfinished = 0;
    }

    /// Whether a partition may be written to; else it is enrolled.
    boolean isEnrolled(TopicPartition partition) {
        if (isSecondVersion || enrolled.contains(partition)) {
            return true;
        }
        wanted.add(partition);
        return false;
    }

    /// Changes whenever a partition may be written to that might not before.
    int generation() {
        return generation;
    }

    /// Commits offsets.
    void offsets(GroupMember member, Map<TopicPartition, GroupOffset> offsets, long nowNanos) {
        var lot = new OffsetsErrand.Lot(identity, member, offsets);
        if (isSecondVersion) {
            send(lot, nowNanos);
        } else {
            add(
                    new GroupEnrolment(
                            desk,
                            identity,
                            member.groupId(),
                            result(joinedNanos -> send(lot, joinedNanos))),
                    nowNanos);
        }
    }

    private void send(OffsetsErrand.Lot lot, long nowNanos) {
        Coordinator group = group(lot.member().groupId());
        add(new OffsetsErrand(desk, group, lot, isSecondVersion, result(nanos -> {})), nowNanos);
    }

    /// Enrols what is wanted, all that has gathered at once.
    void advance(long nowNanos) {
        if (!wanted.isEmpty() && !isEnrolling) {
            isEnrolling = true;
            // In an order of its own: the same partitions make the same request in every process.
            Set<TopicPartition> partitions = new LinkedHashSet<>(wanted);
            add(
                    new Enrolment(desk, identity, partitions, result(nanos -> joined(partitions))),
                    nowNanos);
        }
    }

    private void joined(Set<TopicPartition> partitions) {
        isEnrolling = false;
        enrolled.addAll(partitions);
        wanted.removeAll(partitions);
        generation++;
    }

    /// Whether something is to be asked for that was not yet.
    boolean isWanting() {
        return !wanted.isEmpty() && !isEnrolling;
    }

    /// Whether all that was to become part of the transaction did.
    boolean isSettled() {
        return unfinished == 0 && wanted.isEmpty();
    }

    /// Whether a coordinator may have heard of the transaction.
    boolean isTouched() {
        return sent.stream().anyMatch(Errand::isSent);
    }

    /// Whether anything was asked for.
    boolean isAny() {
        return !sent.isEmpty();
    }

    /// When that was for the first time.
    long firstNanos() {
        return firstNanos;
    }

    /// Whether a request may be carried out late.
    boolean isDoubtful() {
        return sent.stream().anyMatch(Errand::isDoubtful);
    }

    private void add(PartErrand errand, long nowNanos) {
        if (sent.isEmpty()) {
            firstNanos = nowNanos;
        }
        unfinished++;
        sent.add(errand);
        errands.add(errand);
    }

    private Coordinator group(String groupId) {
        if (groups.size() >= GROUPS_MAX) {
            groups.clear();
        }
        return groups.computeIfAbsent(
                groupId,
                key ->
                        new Coordinator(
                                Coordinator.Kind.GROUP, key, desk.timeoutNanos(), desk.backoff()));
    }

    private interface Next {
        void joined(long nowNanos);
    }

    private PartErrand.Result result(Next next) {
        return new PartErrand.Result() {
            @Override
            public void joined(long nowNanos) {
                unfinished--;
                next.joined(nowNanos);
            }

            @Override
            public void refused(ClientException cause, long nowNanos) {
                unfinished--;
                onRefusal.accept(cause);
            }
        };
    }
}
