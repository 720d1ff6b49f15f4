package io.qanat.cli.produce;

import io.qanat.cli.text.ByteOutput;
import io.qanat.cli.text.JsonText;
import io.qanat.cli.text.OutputException;
import io.qanat.client.producer.Outcome;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What became of each line, as one JSON object on a line of its own, in the order in which it
/// became known. Thread-safe.
///
/// `{"source":"stdin","line":1,"persisted":"yes","topic":"t","partition":0,"offset":7,"ts":…}`, or
/// `"persisted":"no"` or `"possibly"` with a `reason`.
public final class JsonReport implements OutcomeSink {
    // guards: out, trouble
    private final ReentrantLock lock = new ReentrantLock();
    private final ByteOutput out;
    private @Nullable OutputException trouble;

    /// @param out taken over, until the last outcome
    public JsonReport(ByteOutput out) {
        this.out = out;
    }

    @Override
    public void delivered(Origin origin, Outcome.Delivered delivered) {
        put(
                begin(origin, "yes")
                        + ",\"topic\":"
                        + JsonText.quoted(delivered.topic())
                        + ",\"partition\":"
                        + delivered.partition()
                        + ",\"offset\":"
                        + delivered.offset()
                        + ",\"ts\":"
                        + delivered.timestamp()
                        + "}\n");
    }

    @Override
    public void failed(Failure failure) {
        var persisted = failure.isPossiblyPersisted() ? "possibly" : "no";
        put(withReason(failure.origin(), persisted, failure.cause()) + "}\n");
    }

    @Override
    public void refused(Origin origin, @Nullable ByteBuffer line, String cause) {
        put(withReason(origin, "no", cause) + "}\n");
    }

    /// Hands on what was written so far.
    public void flush() {
        write(out::flush);
    }

    /// Why the output takes no more, if so.
    public Optional<OutputException> trouble() {
        lock.lock();
        try {
            return Optional.ofNullable(trouble);
        } finally {
            lock.unlock();
        }
    }

    static String withReason(Origin origin, String persisted, String reason) {
        return begin(origin, persisted) + ",\"reason\":" + JsonText.quoted(reason);
    }

    private static String begin(Origin origin, String persisted) {
        return "{\"source\":"
                + JsonText.quoted(origin.source())
                + ",\"line\":"
                + origin.line()
                + ",\"persisted\":\""
                + persisted
                + "\"";
    }

    private void put(String line) {
        write(() -> out.put(line));
    }

    /// Records go on without a report when nobody takes it any more.
    private void write(Runnable writing) {
        lock.lock();
        try {
            if (trouble == null) {
                writing.run();
            }
        } catch (OutputException e) {
            trouble = e;
        } finally {
            lock.unlock();
        }
    }
}
