package io.qanat.sim.history;

import io.qanat.client.producer.Outcome;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// One record that was sent, and its outcome. Confined to the run's thread.
///
/// ```
/// value: producer i32 | number i32 | asked partition i32 | filler, which follows from these
/// ```
public final class Sent {
    static final int HEAD_BYTES = 12;

    private final String topic;
    private final int producer;
    private final int number;
    private final int asked;
    private final int fillerBytes;
    private final long deadlineNanos;
    private @Nullable Outcome outcome;
    private int outcomes;

    Sent(String topic, int producer, int number, int asked, int fillerBytes, long deadlineNanos) {
        this.topic = topic;
        this.producer = producer;
        this.number = number;
        this.asked = asked;
        this.fillerBytes = fillerBytes;
        this.deadlineNanos = deadlineNanos;
    }

    /// Where it goes.
    public String topic() {
        return topic;
    }

    /// The partition that was asked for, or -1.
    public int asked() {
        return asked;
    }

    /// Who sent it.
    public int producer() {
        return producer;
    }

    /// Its number among all of the run.
    public int number() {
        return number;
    }

    /// When it must have its outcome.
    public long deadlineNanos() {
        return deadlineNanos;
    }

    /// What the application was told; null while it was not.
    public @Nullable Outcome outcome() {
        return outcome;
    }

    /// How often the application was told.
    public int outcomes() {
        return outcomes;
    }

    void completed(Outcome told) {
        outcome = told;
        outcomes++;
    }

    /// Its key.
    public byte @Nullable [] key() {
        return null;
    }

    /// Its value, made anew.
    public byte[] value() {
        return value(producer, number, asked, fillerBytes);
    }

    static byte[] value(int producer, int number, int asked, int fillerBytes) {
        ByteBuffer value = ByteBuffer.allocate(HEAD_BYTES + fillerBytes);
        value.putInt(producer).putInt(number).putInt(asked);
        for (int i = 0; i < fillerBytes; i++) {
            value.put((byte) (number * 31 + producer + i));
        }
        return value.array();
    }

    @Override
    public String toString() {
        return "record " + number + " of producer " + producer + " to " + topic + "-" + asked;
    }
}
