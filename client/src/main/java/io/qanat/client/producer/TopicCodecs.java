package io.qanat.client.producer;

import io.qanat.record.Compression;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the property `compression.topics` says: `orders:zstd:5,clicks:lz4,raw:none`, where a level
/// is left out for the codec's usual one. Immutable.
record TopicCodecs(Map<String, Choice> choices) {
    private static final int FIELDS_MAX = 3;

    record Choice(Compression codec, OptionalInt level) {}

    /// Reads it.
    ///
    /// @throws IllegalArgumentException when it says something else
    static TopicCodecs parse(String text, Function<String, Compression> codecs) {
        var choices = new LinkedHashMap<String, Choice>();
        for (String entry : text.split(",", -1)) {
            String[] fields = entry.strip().split(":", -1);
            if (fields.length < 2 || fields.length > FIELDS_MAX || fields[0].isEmpty()) {
                throw new IllegalArgumentException(
                        "'" + entry.strip() + "' is not TOPIC:CODEC or TOPIC:CODEC:LEVEL");
            }
            var level =
                    fields.length == FIELDS_MAX
                            ? OptionalInt.of(Integer.parseInt(fields[2]))
                            : OptionalInt.empty();
            if (choices.put(fields[0], new Choice(codecs.apply(fields[1]), level)) != null) {
                throw new IllegalArgumentException("topic " + fields[0] + " is named twice");
            }
        }
        return new TopicCodecs(Map.copyOf(choices));
    }

    void apply(ProducerConfig.Builder builder) {
        choices.forEach((topic, choice) -> {
            if (choice.level().isPresent()) {
                builder.compression(topic, choice.codec(), choice.level().getAsInt());
            } else {
                builder.compression(topic, choice.codec());
            }
        });
    }

    /// The text for such choices.
    static String text(Map<String, CodecLevel> topics) {
        return new TreeMap<>(topics)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + ":" + entry.getValue())
                        .collect(Collectors.joining(","));
    }
}
