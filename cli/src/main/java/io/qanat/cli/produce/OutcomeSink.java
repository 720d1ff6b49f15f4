package io.qanat.cli.produce;

import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.ProducerRecord;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Who is told what became of each line. Thread-safe: outcomes arrive on the producer's threads.
public interface OutcomeSink {
    /// Nobody.
    OutcomeSink NONE =
            new OutcomeSink() {
                @Override
                public void delivered(Origin origin, Outcome.Delivered delivered) {}

                @Override
                public void failed(Failure failure) {}

                @Override
                public void refused(Origin origin, @Nullable ByteBuffer line, String cause) {}
            };

    /// A record that was sent, but not or not surely delivered. Immutable.
    ///
    /// @param record null unless the sink keeps records
    /// @param isPossiblyPersisted whether it may be in the topic all the same
    record Failure(
            Origin origin,
            @Nullable ProducerRecord<byte[], byte[]> record,
            boolean isPossiblyPersisted,
            String cause) {}

    /// Whether the sink wants to see the records that fail, which then stay in memory until they
    /// have their outcome.
    default boolean keepsRecords() {
        return false;
    }

    /// A record was acknowledged.
    void delivered(Origin origin, Outcome.Delivered delivered);

    /// A record was not, or not surely, delivered.
    void failed(Failure failure);

    /// A line was not sent, for it is no record.
    ///
    /// @param line its bytes, good during the call; null when they were not kept
    void refused(Origin origin, @Nullable ByteBuffer line, String cause);
}
