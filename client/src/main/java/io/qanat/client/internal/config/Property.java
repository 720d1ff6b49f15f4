package io.qanat.client.internal.config;

import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// One key, said once for whoever reads properties and for the document about them. Immutable.
///
/// @param note what a user should know of it
/// @param reading reads it into a builder
/// @param value its value in a config, as text; empty when there is none
public record Property<B, C>(
        String name,
        Standing standing,
        String note,
        BiConsumer<PropertyReader, B> reading,
        Function<C, String> value) {

    /// What becomes of a key.
    public enum Standing {
        /// It means what it means to its owner: Kafka, librdkafka or us.
        ACCEPTED,
        /// It is read, checked as far as it matters, and changes nothing.
        NO_EFFECT,
        /// It is a problem, but for values that ask for nothing.
        REFUSED
    }

    /// A key that is read.
    public static <B, C> Property<B, C> accepted(
            String name, BiConsumer<PropertyReader, B> reading, Function<C, ?> value, String note) {
        return new Property<>(
                name,
                Standing.ACCEPTED,
                note,
                reading,
                config -> String.valueOf(value.apply(config)));
    }

    /// A key that may have any value, as it changes nothing.
    public static <B, C> Property<B, C> withoutEffect(String name, String reason) {
        return new Property<>(
                name,
                Standing.NO_EFFECT,
                reason,
                (reader, builder) -> reader.refuseUnless(name, value -> true, reason),
                config -> "");
    }

    /// A key that is not taken, but for the empty value and a few others.
    ///
    /// @param harmless values that ask for nothing
    public static <B, C> Property<B, C> refused(String name, String reason, String... harmless) {
        Set<String> values = Set.of(harmless);
        String note =
                values.isEmpty()
                        ? reason
                        : reason + " (`" + String.join("`, `", harmless) + "` is taken)";
        return new Property<>(
                name,
                Standing.REFUSED,
                note,
                (reader, builder) ->
                        reader.refuseUnless(
                                name, value -> value.isEmpty() || values.contains(value), reason),
                config -> "");
    }
}
