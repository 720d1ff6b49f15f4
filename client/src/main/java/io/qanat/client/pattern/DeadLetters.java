package io.qanat.client.pattern;

import io.qanat.client.BufferFullException;
import io.qanat.client.CancelledException;
import io.qanat.client.ClientClosedException;
import io.qanat.client.ClientException;
import io.qanat.client.FencedException;
import io.qanat.client.PurgedException;
import io.qanat.client.TransactionException;
import io.qanat.client.consumer.ConsumedRecord;
import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import io.qanat.client.producer.Timeline;
import io.qanat.protocol.ErrorCode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/// A sender of records that puts those that cannot be delivered into a dead-letter topic, with the
/// reason in headers ([LetterHeaders]); `qanat dlq list` shows them, `qanat dlq replay` sends them
/// again. Thread-safe.
///
/// A record is a dead letter when it cannot be serialized, is too large, is refused by the broker,
/// or has no outcome in time. It is none when there is no room for it, when the application took it
/// back, or when it is a letter already: that is `Failed`, and the application's to decide. Of what
/// is too large for the dead-letter topic as well, the beginning is kept. The guarantee: a record
/// that is `Delivered` or `Buried` is in the log as far as the acknowledgements asked for go.
/// Records that were sent later overtake a dead letter.
public final class DeadLetters<K, V> {
    /// How a dead-letter topic is called: as the topic whose records it takes, and this.
    public static final String SUFFIX = "-dlq";

    /// A record, a letter, and what is left of a letter that is too large: each is sent in a
    /// callback of the one before.
    private static final int STAGES = 3;

    private final Producer<byte[], byte[]> producer;
    private final Encoding<K, V> encoding;
    private final UnaryOperator<String> topicOf;

    /// Dead letters of a topic go to the topic with [#SUFFIX] behind its name.
    ///
    /// @param producer stays the caller's to close, after [#flush]
    public DeadLetters(
            Producer<byte[], byte[]> producer,
            Serializer<K> keySerializer,
            Serializer<V> valueSerializer) {
        this(
                producer,
                keySerializer,
                valueSerializer,
                topic -> topic.endsWith(SUFFIX) ? topic : topic + SUFFIX);
    }

    /// Dead letters of a topic go to the topic that a function names.
    ///
    /// @param producer stays the caller's to close, after [#flush]
    /// @param topicOf the dead-letter topic of a topic
    public DeadLetters(
            Producer<byte[], byte[]> producer,
            Serializer<K> keySerializer,
            Serializer<V> valueSerializer,
            UnaryOperator<String> topicOf) {
        this.producer = producer;
        this.encoding = new Encoding<>(keySerializer, valueSerializer);
        this.topicOf = topicOf;
    }

    /// Sends a record. Never blocks.
    ///
    /// @return a future that always completes normally
    public CompletableFuture<Settlement> send(ProducerRecord<K, V> record) {
        var settled = new CompletableFuture<Settlement>();
        var encoded = encoding.encoded(record);
        if (encoded.trouble().isPresent()) {
            var refused = new Outcome.NotPersisted(encoded.trouble().get(), Timeline.NONE);
            settle(encoded, refused, settled);
        } else {
            producer.send(encoded.record(), outcome -> settle(encoded, outcome, settled));
        }
        return settled;
    }

    /// Puts a record that was read and cannot be processed into the dead-letter topic.
    ///
    /// @return what became of the letter; always completes normally
    /// @throws IllegalArgumentException when the record is a dead letter itself
    public CompletableFuture<Outcome> bury(ConsumedRecord record, Throwable why) {
        if (LetterHeaders.areOfLetter(record.headers())) {
            throw new IllegalArgumentException(record + " is a dead letter already");
        }
        var buried = new CompletableFuture<Outcome>();
        put(Letter.of(record, topicOf.apply(record.topic()), why), buried::complete);
        return buried;
    }

    /// Waits until every record sent so far is settled.
    ///
    /// @throws IllegalStateException from within a callback of the producer
    public void flush() throws InterruptedException {
        for (int stage = 0; stage < STAGES; stage++) {
            producer.flush();
        }
    }

    private void settle(
            Encoding.Encoded encoded, Outcome outcome, CompletableFuture<Settlement> settled) {
        switch (outcome) {
            case Outcome.Delivered delivered ->
                    settled.complete(new Settlement.Delivered(delivered));
            case Outcome.NotPersisted(var cause, var way) -> fail(encoded, outcome, cause, settled);
            case Outcome.PossiblyPersisted(var cause, var way) ->
                    fail(encoded, outcome, cause, settled);
        }
    }

    private void fail(
            Encoding.Encoded encoded,
            Outcome why,
            ClientException cause,
            CompletableFuture<Settlement> settled) {
        String topic = topicOf.apply(encoded.record().topic());
        if (isDeadly(cause) && !isLetter(encoded.record(), topic)) {
            bury(Letter.of(encoded, topic, why), why, settled);
        } else {
            settled.complete(new Settlement.Failed(why, Optional.empty()));
        }
    }

    private static boolean isDeadly(ClientException cause) {
        return switch (cause) {
            case BufferFullException full -> false;
            case CancelledException cancelled -> false;
            case PurgedException purged -> false;
            case ClientClosedException closed -> false;
            case FencedException fenced -> false;
            case TransactionException ended -> false;
            default -> true;
        };
    }

    /// A letter does not become one again: it would go round for ever.
    private static boolean isLetter(ProducerRecord<?, ?> record, String topic) {
        return record.topic().equals(topic) || LetterHeaders.areOfLetter(record.headers());
    }

    private void bury(Letter letter, Outcome why, CompletableFuture<Settlement> settled) {
        put(
                letter,
                outcome ->
                        settled.complete(
                                outcome instanceof Outcome.Delivered at
                                        ? new Settlement.Buried(why, at)
                                        : new Settlement.Failed(why, Optional.of(outcome))));
    }

    private void put(Letter letter, Callback told) {
        producer.send(
                letter.record(),
                outcome -> {
                    if (letter.isWhole() && isTooLarge(outcome)) {
                        put(letter.cut(), told);
                    } else {
                        told.completed(outcome);
                    }
                });
    }

    private static boolean isTooLarge(Outcome outcome) {
        return outcome instanceof Outcome.NotPersisted refused
                && refused.cause()
                        .errorCode()
                        .filter(ErrorCode.MESSAGE_TOO_LARGE::equals)
                        .isPresent();
    }
}
