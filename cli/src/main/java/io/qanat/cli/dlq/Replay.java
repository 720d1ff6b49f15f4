package io.qanat.cli.dlq;

import io.qanat.cli.consume.RecordSink;
import io.qanat.cli.text.RecordView;
import io.qanat.client.pattern.LetterHeaders;
import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.record.RecordHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The sending of letters to where they were meant to go: as they were before they were letters,
/// with a count of these returns. Confined to the thread that reads; outcomes arrive on others.
public final class Replay implements RecordSink {
    private final Sending sending;
    private final ReplayRules rules;
    private final ReplayTally tally;
    private boolean isStopped;

    /// What sends records.
    @FunctionalInterface
    public interface Sending {
        /// Sends a record, and waits for room if there is none.
        ///
        /// @param letter what the record was until now
        void send(RecordView letter, ProducerRecord<byte[], byte[]> record, Callback told)
                throws InterruptedException;
    }

    /// Nothing is sent yet.
    public Replay(Sending sending, ReplayRules rules, ReplayTally tally) {
        this.sending = sending;
        this.rules = rules;
        this.tally = tally;
    }

    @Override
    public void take(RecordView view) {
        if (isStopped) {
            return;
        }
        var letter = DeadLetter.of(view);
        var obstacle = rules.obstacle(letter);
        tally.read(view.partition(), view.offset());
        if (obstacle.isPresent()) {
            tally.failed(view.partition(), view.offset(), obstacle.get());
            return;
        }
        try {
            sending.send(view, record(letter), told(view.partition(), view.offset()));
        } catch (InterruptedException e) {
            // The rest of what was read stays where it is; whoever reads sees the flag.
            tally.failed(view.partition(), view.offset(), "was interrupted");
            isStopped = true;
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void flush() {}

    private Callback told(int partition, long offset) {
        return outcome -> {
            switch (outcome) {
                case Outcome.Delivered delivered -> tally.delivered(delivered.topic());
                case Outcome.NotPersisted(var cause, var way) ->
                        tally.failed(partition, offset, String.valueOf(cause.getMessage()));
                case Outcome.PossiblyPersisted(var cause, var way) ->
                        tally.failed(partition, offset, "perhaps delivered: " + cause.getMessage());
            }
        };
    }

    private ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
        var headers = new ArrayList<RecordHeader>();
        letter.ownHeaders().forEach(header -> headers.add(copy(header)));
        headers.add(LetterHeaders.of(LetterHeaders.REPLAYS, String.valueOf(letter.replays() + 1)));
        return new ProducerRecord<>(
                rules.target(letter).orElseThrow(),
                partition(letter),
                letter.timestamp().isPresent() ? letter.timestamp().getAsLong() : null,
                bytes(letter.record().key()),
                bytes(letter.record().value()),
                List.copyOf(headers));
    }

    /// Another topic need not have the same partitions.
    private @Nullable Integer partition(DeadLetter letter) {
        var told = letter.partition();
        return rules.to().isEmpty() && told.isPresent() ? told.getAsInt() : null;
    }

    private static RecordHeader copy(RecordHeader header) {
        var value = bytes(header.value());
        return new RecordHeader(header.key(), value == null ? null : ByteBuffer.wrap(value));
    }

    private static byte @Nullable [] bytes(@Nullable ByteBuffer view) {
        if (view == null) {
            return null;
        }
        var bytes = new byte[view.remaining()];
        view.get(view.position(), bytes);
        return bytes;
    }
}
