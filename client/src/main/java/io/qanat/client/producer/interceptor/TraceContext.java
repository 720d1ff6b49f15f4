package io.qanat.client.producer.interceptor;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A place in a trace, as W3C's `traceparent` tells it. Immutable.
///
/// ```
///   00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
///   version  trace                       span           flags: 1 if it is recorded
/// ```
///
/// @param traceHigh the first half of the trace's id, which must not be all zeros
/// @param traceLow the second half
/// @param span the span's id, not zero
/// @param isSampled whether those who came before record the trace
public record TraceContext(long traceHigh, long traceLow, long span, boolean isSampled) {
    private static final Pattern TEXT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final int LONG_DIGITS = 16;
    private static final int RADIX = 16;

    /// Refuses ids of zero.
    public TraceContext {
        if ((traceHigh == 0 && traceLow == 0) || span == 0) {
            throw new IllegalArgumentException("the id of a trace or span is zero");
        }
    }

    /// The beginning of a trace.
    public static TraceContext root(RandomGenerator random, boolean isSampled) {
        return new TraceContext(random.nextLong(), nonZero(random), nonZero(random), isSampled);
    }

    /// Reads `traceparent`; empty when it is not as the standard says.
    public static Optional<TraceContext> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String trace = parts.group(1);
        long high = HexFormat.fromHexDigitsToLong(trace, 0, LONG_DIGITS);
        long low = HexFormat.fromHexDigitsToLong(trace, LONG_DIGITS, 2 * LONG_DIGITS);
        long span = HexFormat.fromHexDigitsToLong(parts.group(2));
        boolean isSampled = (Integer.parseInt(parts.group(3), RADIX) & 1) == 1;
        return (high == 0 && low == 0) || span == 0
                ? Optional.empty()
                : Optional.of(new TraceContext(high, low, span, isSampled));
    }

    /// The next place in the same trace.
    public TraceContext child(RandomGenerator random) {
        return new TraceContext(traceHigh, traceLow, nonZero(random), isSampled);
    }

    /// The text of `traceparent`.
    public String text() {
        HexFormat hex = HexFormat.of();
        return "00-"
                + hex.toHexDigits(traceHigh)
                + hex.toHexDigits(traceLow)
                + "-"
                + hex.toHexDigits(span)
                + (isSampled ? "-01" : "-00");
    }

    private static long nonZero(RandomGenerator random) {
        long id = random.nextLong();
        while (id == 0) {
            id = random.nextLong();
        }
        return id;
    }
}
