package io.qanat.it.peer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One record as a test writes it, or finds it again. Immutable.
///
/// @param timestampMillis [#CLIENTS_CHOICE] leaves it to the client
public record SampleRecord(
        long timestampMillis, @Nullable Octets key, @Nullable Octets value, List<Header> headers) {
    public static final long CLIENTS_CHOICE = -1;

    public SampleRecord {
        headers = List.copyOf(headers);
    }

    public record Header(String name, @Nullable Octets value) {}

    public SampleRecord withTimestampMillis(long replacement) {
        return new SampleRecord(replacement, key, value, headers);
    }

    public SampleRecord withHeaders(List<Header> replacement) {
        return new SampleRecord(timestampMillis, key, value, replacement);
    }
}
