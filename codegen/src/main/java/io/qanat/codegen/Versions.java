package io.qanat.codegen;

import java.util.stream.IntStream;

/// A closed range of versions, empty when `low > high`. Immutable.
record Versions(int low, int high) {
    static final Versions NONE = new Versions(0, -1);

    /// Reads the schemas' notation: `none`, `3`, `3-7` or `3+`.
    static Versions parse(String text) {
        if (text.equals("none")) {
            return NONE;
        }
        if (text.endsWith("+")) {
            return new Versions(
                    Integer.parseInt(text.substring(0, text.length() - 1)), Short.MAX_VALUE);
        }
        int dash = text.indexOf('-');
        return dash < 0
                ? new Versions(Integer.parseInt(text), Integer.parseInt(text))
                : new Versions(
                        Integer.parseInt(text.substring(0, dash)),
                        Integer.parseInt(text.substring(dash + 1)));
    }

    boolean isEmpty() {
        return low > high;
    }

    boolean contains(int version) {
        return version >= low && version <= high;
    }

    boolean contains(Versions other) {
        return other.isEmpty() || (contains(other.low) && contains(other.high));
    }

    Versions intersect(Versions other) {
        Versions common = new Versions(Math.max(low, other.low), Math.min(high, other.high));
        return common.isEmpty() ? NONE : common;
    }

    IntStream stream() {
        return IntStream.rangeClosed(low, high);
    }

    /// This range in words, as seen from messages that exist in `valid` only.
    String within(Versions valid) {
        Versions range = intersect(valid);
        if (range.isEmpty()) {
            return "none";
        }
        if (range.low == range.high) {
            return Integer.toString(range.low);
        }
        return range.high == valid.high ? range.low + "+" : range.low + "-" + range.high;
    }
}
