package io.qanat.it.compat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// What was seen of a producer, in words that do not name it. Thread-safe.
final class Notes {
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final String topic;

    /// The topic is called `T` in what is noted.
    Notes(String topic) {
        this.topic = topic;
    }

    void add(String line) {
        lines.add(line);
    }

    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /// Notes how a future ends.
    void end(String what, Future<RecordMetadata> future) throws Exception {
        try {
            add(what + ": " + words(future.get(60, TimeUnit.SECONDS)));
        } catch (ExecutionException e) {
            add(what + ": failed with " + words(e.getCause()));
        } catch (TimeoutException e) {
            add(what + ": has no end");
        }
    }

    /// Notes what is thrown.
    void thrown(String what, Attempt attempt) throws Exception {
        try {
            attempt.run();
            add(what + ": nothing thrown");
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            add(what + ": threw " + words(e));
        }
    }

    /// A callback whose call is noted.
    Callback callback(String what) {
        return (metadata, failure) ->
                add(
                        what
                                + ": callback "
                                + words(metadata)
                                + (failure == null ? "" : " " + words(failure)));
    }

    String words(@Nullable RecordMetadata metadata) {
        return metadata == null
                ? "null"
                : String.format(
                        "%s-%d@%d %b timestamp %s sizes %d %d",
                        metadata.topic().equals(topic) ? "T" : metadata.topic(),
                        metadata.partition(),
                        metadata.offset(),
                        metadata.hasOffset(),
                        metadata.timestamp() > 1_000_000 ? "now" : metadata.timestamp(),
                        metadata.serializedKeySize(),
                        metadata.serializedValueSize());
    }

    private static String words(@Nullable Throwable failure) {
        return failure == null ? "nothing" : failure.getClass().getName();
    }

    interface Attempt {
        void run() throws Exception;
    }
}
