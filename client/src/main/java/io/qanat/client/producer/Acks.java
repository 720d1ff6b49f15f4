package io.qanat.client.producer;

/// What a broker must have done before it acknowledges. Immutable.
public enum Acks {
    /// Nothing: there is no answer, and a record counts as delivered when the socket has taken it.
    NONE(0),

    /// The leader has written the record.
    LEADER(1),

    /// All in-sync replicas have the record.
    ALL(-1);

    private final short code;

    Acks(int code) {
        this.code = (short) code;
    }

    /// Reads Kafka's `0`, `1`, `-1` or `all`.
    ///
    /// @throws IllegalArgumentException for anything else
    public static Acks of(String text) {
        return switch (text.strip()) {
            case "0" -> NONE;
            case "1" -> LEADER;
            case "-1", "all" -> ALL;
            default ->
                    throw new IllegalArgumentException(
                            "'" + text + "' is none of 0, 1, -1 and all");
        };
    }

    /// Kafka's name in properties.
    public String configName() {
        return this == ALL ? "all" : String.valueOf(code);
    }

    /// The number on the wire.
    public short code() {
        return code;
    }
}
