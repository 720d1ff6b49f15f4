package io.qanat.cli.produce;

import io.qanat.client.producer.Outcome;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Several sinks that are told one after the other. Immutable.
///
/// @param sinks in the order in which they are told
public record Outcomes(List<OutcomeSink> sinks) implements OutcomeSink {
    /// Copies its sinks.
    public Outcomes {
        sinks = List.copyOf(sinks);
    }

    @Override
    public boolean keepsRecords() {
        return sinks.stream().anyMatch(OutcomeSink::keepsRecords);
    }

    @Override
    public void delivered(Origin origin, Outcome.Delivered delivered) {
        sinks.forEach(sink -> sink.delivered(origin, delivered));
    }

    @Override
    public void failed(Failure failure) {
        sinks.forEach(sink -> sink.failed(failure));
    }

    @Override
    public void refused(Origin origin, @Nullable ByteBuffer line, String cause) {
        sinks.forEach(sink -> sink.refused(origin, line, cause));
    }
}
