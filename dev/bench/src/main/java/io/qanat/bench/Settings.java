package io.qanat.bench;

import java.util.Map;
import java.util.TreeMap;

/// The pinned settings of one run, given as `key=value` arguments and printed with its result.
/// Immutable.
public final class Settings {
    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = values;
    }

    /// Reads `key=value` arguments.
    public static Settings parse(String[] args) {
        Map<String, String> values = new TreeMap<>();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("not key=value: " + arg);
            }
            values.put(arg.substring(0, equals), arg.substring(equals + 1));
        }
        return new Settings(values);
    }

    /// A setting as it was given.
    public String text(String key, String otherwise) {
        return values.getOrDefault(key, otherwise);
    }

    /// A setting that is a number.
    public int number(String key, int otherwise) {
        String value = values.get(key);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    /// The producer's settings under Kafka's names, the same for every client.
    Map<String, String> producerProperties() {
        Map<String, String> properties = new TreeMap<>();
        properties.put("bootstrap.servers", text("bootstrap", "127.0.0.1:9092"));
        properties.put("acks", text("acks", "1"));
        properties.put("linger.ms", text("linger", "5"));
        properties.put("batch.size", text("batch", "65536"));
        properties.put("buffer.memory", text("buffer", "67108864"));
        properties.put("compression.type", text("compression", "none"));
        properties.put("enable.idempotence", text("idempotence", "false"));
        properties.put("max.in.flight.requests.per.connection", "5");
        return properties;
    }

    /// The arguments as members of a JSON object, without braces.
    String asJsonMembers() {
        StringBuilder json = new StringBuilder();
        values.forEach((key, value) ->
                json.append('"').append(key).append("\":\"").append(value).append("\","));
        return json.toString();
    }
}
