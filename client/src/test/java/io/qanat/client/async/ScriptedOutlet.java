package io.qanat.client.async;

import io.qanat.client.BufferLevel;
import io.qanat.client.CancelledException;
import io.qanat.client.PurgedException;
import io.qanat.client.SerializationException;
import io.qanat.client.internal.accumulator.Cancellable;
import io.qanat.client.internal.accumulator.Place;
import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Submission;
import io.qanat.client.producer.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A producer of which a test says when outcomes come. Confined to the test's thread.
///
/// Values that begin with `bad` cannot be serialized; with `worse`, the whole call fails.
final class ScriptedOutlet implements Outlet<String, String> {
    private final List<Accepted> open = new ArrayList<>();
    private final List<ProducerRecord<String, String>> sent = new ArrayList<>();
    private final List<Integer> calls = new ArrayList<>();
    private final List<String> hurried = new ArrayList<>();
    private final List<Duration> timeouts = new ArrayList<>();
    private boolean isInCallback;
    private boolean isClosed;

    /// A record that was accepted.
    private final class Accepted implements Place {
        private final Submission<String, String> submission;
        private final ProducerRecord<String, String> record;

        private Accepted(
                Submission<String, String> submission, ProducerRecord<String, String> record) {
            this.submission = submission;
            this.record = record;
        }

        @Override
        public Optional<Outcome> withdraw(Callback callback) {
            if (!open.remove(this)) {
                return Optional.empty();
            }
            sent.remove(record);
            var cause = new CancelledException("produce to " + record.topic());
            return Optional.of(new Outcome.NotPersisted(cause, Timeline.NONE));
        }
    }

    @Override
    public void sendAll(List<? extends Submission<String, String>> submissions, Duration waited) {
        calls.add(submissions.size());
        for (Submission<String, String> submission : submissions) {
            ProducerRecord<String, String> record = submission.record();
            String value = String.valueOf(record.value());
            if (value.startsWith("worse")) {
                throw new StackOverflowError(value);
            }
            if (value.startsWith("bad")) {
                var cause =
                        new SerializationException(
                                "value", record.topic(), new IllegalArgumentException(value));
                submission.completed(new Outcome.NotPersisted(cause, Timeline.NONE));
            } else if (submission.take()) {
                accept(submission, record);
                submission.timeout().ifPresent(timeout -> timeouts.add(timeout.minus(waited)));
            }
        }
    }

    private void accept(
            Submission<String, String> submission, ProducerRecord<String, String> record) {
        var accepted = new Accepted(submission, record);
        if (submission instanceof Cancellable cancellable) {
            cancellable.place(accepted);
        }
        open.add(accepted);
        sent.add(record);
    }

    /// Delivers everything that is open.
    void acknowledge() {
        List<Accepted> all = List.copyOf(open);
        open.clear();
        for (Accepted accepted : all) {
            isInCallback = true;
            try {
                accepted.submission.completed(
                        new Outcome.Delivered(accepted.record.topic(), 0, 0, 0));
            } finally {
                isInCallback = false;
            }
        }
    }

    /// The values that were accepted, in their order.
    List<String> values() {
        return sent.stream().map(record -> String.valueOf(record.value())).toList();
    }

    List<ProducerRecord<String, String>> sent() {
        return sent;
    }

    /// The sizes of the calls.
    List<Integer> calls() {
        return calls;
    }

    /// The topics that were not to linger.
    List<String> hurried() {
        return hurried;
    }

    /// What was left of records' own times when they came here.
    List<Duration> timeouts() {
        return timeouts;
    }

    boolean isClosed() {
        return isClosed;
    }

    @Override
    public void hurry(String topic) {
        hurried.add(topic);
    }

    @Override
    public void flush() {
        acknowledge();
    }

    @Override
    public void purge() {
        List<Accepted> all = List.copyOf(open);
        open.clear();
        all.forEach(accepted ->
                accepted.submission.completed(
                        new Outcome.PossiblyPersisted(new PurgedException(), Timeline.NONE)));
    }

    @Override
    public void close(Duration limit) {
        isClosed = true;
        acknowledge();
    }

    @Override
    public boolean isInCallback() {
        return isInCallback;
    }

    @Override
    public BufferLevel bufferLevel() {
        return new BufferLevel(1, 1, 1, 1);
    }
}
