package io.qanat.client.producer;

import io.qanat.client.PartitionerException;
import io.qanat.client.internal.accumulator.Admission;
import io.qanat.client.internal.accumulator.EncodedRecord;
import io.qanat.client.internal.accumulator.Run;
import io.qanat.client.internal.accumulator.TopicBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Many records on their way in with one call: neighbours of one topic are serialized, then those
/// of each partition are appended under one lock.
///
/// So many at a time that hardly more than a batch is held in bytes of their own. Confined to the
/// thread that calls.
final class Bulk<K, V> {
    private static final int NEIGHBOURS_MAX = 64;

    private final Intake<K, V> intake;
    private final Interceptors<K, V> interceptors;
    private final Duration deliveryTimeout;
    private final int bytesMax;

    private final @Nullable EncodedRecord[] neighbours =
            new @Nullable EncodedRecord[NEIGHBOURS_MAX];

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    private final @Nullable Submission<K, V>[] submitted = new Submission[NEIGHBOURS_MAX];

    private final int[] choices = new int[NEIGHBOURS_MAX];
    private final Run run = new Run();
    private final long sinceNanos;
    private @Nullable TopicBuffer topic;
    private int count;
    private int bytes;
    private long lineNanos;

    /// @param bytesMax after so many bytes the neighbours are appended
    /// @param waited how long the records have waited before
    Bulk(
            Intake<K, V> intake,
            Interceptors<K, V> interceptors,
            Duration deliveryTimeout,
            int bytesMax,
            Duration waited) {
        this.intake = intake;
        this.interceptors = interceptors;
        this.deliveryTimeout = deliveryTimeout;
        this.bytesMax = bytesMax;
        this.sinceNanos = intake.owner().nanos() - waited.toNanos();
    }

    /// Takes records in their order, each of which may wait in line for room.
    void sendAll(List<? extends Submission<K, V>> submissions) throws InterruptedException {
        for (Submission<K, V> submission : submissions) {
            gather(submission);
            if (count == NEIGHBOURS_MAX || bytes >= bytesMax) {
                appendAll();
            }
        }
        appendAll();
    }

    private void gather(Submission<K, V> submission) throws InterruptedException {
        ProducerRecord<K, V> sent = interceptors.sending(submission.record());
        TopicBuffer home = home(sent.topic());
        Callback callback = interceptors.reporting(sent, submission);
        EncodedRecord encoded = intake.encoded(sent, sinceNanos, lineNanos, callback);
        if (encoded == null) {
            return;
        }
        int choice;
        try {
            choice = home.choice(encoded, Intake.partition(sent));
        } catch (PartitionerException e) {
            intake.refuse(callback, e);
            return;
        }
        neighbours[count] = timed(encoded, submission.timeout());
        submitted[count] = submission;
        choices[count] = choice;
        count++;
        bytes += encoded.sizeBound();
    }

    /// The buffer of a topic, once the neighbours are of that one.
    private TopicBuffer home(String name) throws InterruptedException {
        TopicBuffer known = topic;
        if (known == null || !known.name().equals(name)) {
            appendAll();
            known = intake.topic(name);
            topic = known;
        }
        if (count == 0) {
            lineNanos = intake.owner().nanos() - sinceNanos;
        }
        return known;
    }

    private static EncodedRecord timed(EncodedRecord encoded, Optional<Duration> timeout) {
        return timeout.isEmpty() ? encoded : encoded.within(timeout.get().toNanos());
    }

    private void appendAll() throws InterruptedException {
        TopicBuffer home = topic;
        for (int i = 0; i < count && home != null; i++) {
            if (neighbours[i] != null) {
                takeRun(i);
                try {
                    append(home, choices[i]);
                } catch (InterruptedException e) {
                    refuseFrom(home, i + 1);
                    throw e;
                }
            }
        }
        count = 0;
        bytes = 0;
    }

    /// Gathers those that go where the first one goes.
    private void takeRun(int first) {
        for (int i = first; i < count; i++) {
            EncodedRecord record = neighbours[i];
            Submission<K, V> submission = submitted[i];
            if (record != null && submission != null && choices[i] == choices[first]) {
                neighbours[i] = null;
                submitted[i] = null;
                if (submission.take()) {
                    run.add(record);
                }
            }
        }
    }

    private void append(TopicBuffer home, int partition) throws InterruptedException {
        while (!run.isEmpty()) {
            Admission admission;
            try {
                admission =
                        intake.owner().isClosed() ? Admission.CLOSED : home.append(run, partition);
            } catch (PartitionerException e) {
                intake.refuse(run.removeFirst().callback(), e);
                continue;
            }
            if (admission == Admission.NO_ROOM) {
                await(home, partition);
            } else if (!admission.isAdmitted()) {
                intake.refuse(home, partition, run.removeFirst(), admission);
            }
        }
    }

    private void await(TopicBuffer home, int partition) throws InterruptedException {
        EncodedRecord first = run.removeFirst();
        long limitNanos = first.timeoutNanos(deliveryTimeout.toNanos());
        Duration waitMax = Duration.ofNanos(limitNanos - first.lineNanos());
        try {
            intake.sendInTurn(home, first, partition, waitMax);
        } catch (InterruptedException e) {
            refuseAll(home, partition, first);
            throw e;
        }
    }

    /// Refuses the neighbours that were to be appended later.
    private void refuseFrom(TopicBuffer home, int next) {
        for (int i = next; i < count; i++) {
            if (neighbours[i] != null) {
                takeRun(i);
                while (!run.isEmpty()) {
                    intake.refuse(home, choices[i], run.removeFirst(), Admission.NO_ROOM);
                }
            }
        }
    }

    /// Refuses what was to be appended next.
    private void refuseAll(TopicBuffer home, int partition, EncodedRecord first) {
        intake.refuse(home, partition, first, Admission.NO_ROOM);
        while (!run.isEmpty()) {
            intake.refuse(home, partition, run.removeFirst(), Admission.NO_ROOM);
        }
    }
}
