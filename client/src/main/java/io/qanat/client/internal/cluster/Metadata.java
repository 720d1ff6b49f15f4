package io.qanat.client.internal.cluster;

import io.qanat.client.ClientException;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.Endpoint;
import io.qanat.client.TopicPartition;
import io.qanat.client.internal.connection.Backoff;
import io.qanat.protocol.message.MetadataRequest;
import io.qanat.protocol.message.MetadataRequest.MetadataRequestTopic;
import io.qanat.protocol.message.MetadataResponse;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// When to ask for which topics, and what the last answer said.
///
/// At most one question is under way. Between two of them lies a pause that grows while they fail
/// or while a wanted topic stays unknown; a topic wanted for the first time does not wait for it
/// unless they fail. Confined to the client's loop, except for what is marked otherwise.
public final class Metadata {
    private final boolean createsTopics;
    private final long ageMaxNanos;
    private final Backoff backoff;
    private final Set<String> wanted = new LinkedHashSet<>();

    /// Written by the loop, read by any thread.
    private volatile MetadataSnapshot snapshot = MetadataSnapshot.EMPTY;

    /// Written by the loop, read by any thread.
    private volatile @Nullable ClientException lastFailure;

    private boolean isAsking;
    private boolean isStale;
    private int failures;
    private int unknownStreak;
    private int generation;
    private long dueNanos;
    private long earliestNanos;

    /// The first question is due at once.
    ///
    /// @param createsTopics whether asking for a topic may make the broker create it
    public Metadata(
            ConnectionConfig config, Backoff backoff, boolean createsTopics, long nowNanos) {
        this.createsTopics = createsTopics;
        this.ageMaxNanos = config.metadataAgeMax().toNanos();
        this.backoff = backoff;
        this.dueNanos = nowNanos;
        this.earliestNanos = nowNanos;
    }

    /// The last answer. Any thread may ask.
    public MetadataSnapshot snapshot() {
        return snapshot;
    }

    /// Grows with every answer and every hint: whether the snapshot has changed.
    public int generation() {
        return generation;
    }

    /// Why the last question failed, if it did. Any thread may ask.
    public Optional<ClientException> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }

    /// Includes a topic in all further questions.
    public void want(String topic, long nowNanos) {
        if (wanted.add(topic)) {
            dueNanos = failures == 0 ? nowNanos : earliestNanos;
            isStale = isAsking;
        }
    }

    /// Asks again as soon as the pause since the last question allows.
    public void refresh(long nowNanos) {
        long soonest = earliestNanos - nowNanos > 0 ? earliestNanos : nowNanos;
        if (soonest - dueNanos < 0) {
            dueNanos = soonest;
        }
    }

    /// A broker that no longer leads a partition named the one that does (KIP-951); returns whether
    /// that is news.
    public boolean hint(
            TopicPartition partition, int leaderId, int leaderEpoch, Optional<Endpoint> endpoint) {
        MetadataSnapshot known = snapshot;
        MetadataSnapshot changed = known.withLeader(partition, leaderId, leaderEpoch, endpoint);
        if (known.equals(changed)) {
            return false;
        }
        snapshot = changed;
        generation++;
        return true;
    }

    /// Whether a question is to be asked now.
    boolean isDue(long nowNanos) {
        return !isAsking && nowNanos - dueNanos >= 0;
    }

    /// When a question is to be asked, if none is under way.
    long dueNanos() {
        return dueNanos;
    }

    boolean isAsking() {
        return isAsking;
    }

    /// The question for all wanted topics.
    MetadataRequest request() {
        List<MetadataRequestTopic> topics =
                wanted.stream()
                        .map(name -> MetadataRequestTopic.builder().name(name).build())
                        .toList();
        return MetadataRequest.builder()
                .topics(topics)
                .allowAutoTopicCreation(createsTopics)
                .build();
    }

    void asked() {
        isAsking = true;
        isStale = false;
    }

    void answered(MetadataResponse response, long nowNanos) {
        isAsking = false;
        failures = 0;
        lastFailure = null;
        snapshot = MetadataSnapshot.of(response, snapshot);
        generation++;
        unknownStreak = hasPendingTopic() ? unknownStreak + 1 : 0;
        earliestNanos = nowNanos + backoff.nanos(Math.max(1, unknownStreak));
        dueNanos = unknownStreak > 0 ? earliestNanos : nowNanos + ageMaxNanos;
        if (isStale) {
            dueNanos = nowNanos;
        }
    }

    void failed(ClientException cause, long nowNanos) {
        isAsking = false;
        failures++;
        lastFailure = cause;
        earliestNanos = nowNanos + backoff.nanos(failures);
        dueNanos = earliestNanos;
    }

    /// Notes why no broker can be asked at present.
    void unreachable(ClientException cause) {
        lastFailure = cause;
    }

    private boolean hasPendingTopic() {
        MetadataSnapshot now = snapshot;
        return wanted.stream()
                .anyMatch(name -> now.topic(name).map(TopicMetadata::isPending).orElse(true));
    }
}
