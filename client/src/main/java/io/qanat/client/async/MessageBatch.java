package io.qanat.client.async;

import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.ProducerRecord;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Records for one topic and partition that are handed to the producer in one call. Immutable.
///
/// The order of messages, futures and callbacks is the order of `produce`; the nth of each belong
/// together.
public final class MessageBatch<K, V> {
    private final String topic;
    private final OptionalInt partition;
    private final List<Message<K, V>> entries;
    private final List<ProducerRecord<K, V>> messages;
    private final List<Callback> callbacks;

    private MessageBatch(
            String topic,
            OptionalInt partition,
            List<Message<K, V>> entries,
            List<ProducerRecord<K, V>> messages,
            List<Callback> callbacks) {
        this.topic = topic;
        this.partition = partition;
        this.entries = entries;
        this.messages = messages;
        this.callbacks = callbacks;
    }

    /// The one way to a batch.
    ///
    /// @param partition null for records that do not name one
    /// @param entries not empty; all for that topic and partition; copied
    static <K, V> MessageBatch<K, V> createMessageBatch(
            String topic, @Nullable Integer partition, List<Message<K, V>> entries) {
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("no message for " + topic);
        }
        List<Message<K, V>> copy = List.copyOf(entries);
        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
        ProducerRecord<K, V>[] records = new ProducerRecord[copy.size()];
        Callback[] callbacks = null;
        for (int i = 0; i < records.length; i++) {
            ProducerRecord<K, V> record = copy.get(i).record();
            if (!record.topic().equals(topic) || !Objects.equals(record.partition(), partition)) {
                throw new IllegalArgumentException(
                        "a message for "
                                + record.topic()
                                + "-"
                                + record.partition()
                                + " in a batch for "
                                + topic
                                + "-"
                                + partition);
            }
            records[i] = record;
            callbacks = noted(copy.get(i).userCallback(), i, callbacks, records.length);
        }
        return new MessageBatch<>(
                topic,
                partition == null ? OptionalInt.empty() : OptionalInt.of(partition),
                copy,
                Collections.unmodifiableList(Arrays.asList(records)),
                callbacks == null
                        ? Collections.nCopies(records.length, Callback.NONE)
                        : List.of(callbacks));
    }

    @SuppressWarnings("ReferenceEquality") // NONE is one object
    private static Callback @Nullable [] noted(
            Callback callback, int index, Callback @Nullable [] before, int size) {
        if (before == null && callback == Callback.NONE) {
            return null;
        }
        Callback[] callbacks = before;
        if (callbacks == null) {
            callbacks = new Callback[size];
            Arrays.fill(callbacks, Callback.NONE);
        }
        callbacks[index] = callback;
        return callbacks;
    }

    /// Where the records go.
    public String topic() {
        return topic;
    }

    /// The partition that the records name; empty when the producer is to choose.
    public OptionalInt partition() {
        return partition;
    }

    /// The records.
    public List<ProducerRecord<K, V>> messages() {
        return messages;
    }

    /// What `produce` returned for each record.
    public List<CompletableFuture<Outcome>> futures() {
        return Collections.unmodifiableList(entries);
    }

    /// What `produce` was given for each record; [Callback#NONE] where it was nothing, or where the
    /// record had been cancelled.
    public List<Callback> callbacks() {
        return callbacks;
    }

    /// How many records there are.
    public int size() {
        return entries.size();
    }

    /// The batch in a few words, for people.
    public String info() {
        String where = partition.isPresent() ? topic + "-" + partition.getAsInt() : topic;
        long heard = callbacks.stream().filter(MessageBatch::isHeard).count();
        return size() + " messages to " + where + ", " + heard + " with a callback";
    }

    @Override
    public String toString() {
        return info();
    }

    List<Message<K, V>> entries() {
        return entries;
    }

    @SuppressWarnings("ReferenceEquality") // NONE is one object
    private static boolean isHeard(Callback callback) {
        return callback != Callback.NONE;
    }
}
