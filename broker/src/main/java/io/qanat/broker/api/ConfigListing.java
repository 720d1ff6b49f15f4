package io.qanat.broker.api;

import io.qanat.broker.config.ConfigKey;
import io.qanat.broker.config.ConfigValue;
import io.qanat.broker.config.TopicConfigKeys;
import io.qanat.broker.config.TopicSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where every configuration value of topics and of the broker comes from. Immutable.
///
/// ```
/// set for the topic  ▷  set for the broker  ▷  default of the key
/// ```
final class ConfigListing {
    /// The origin of a value, with its number on the wire.
    enum Source {
        /// Set for one topic.
        TOPIC(1),
        /// Set when the broker was started.
        BROKER(4),
        /// Set by nobody.
        DEFAULT(5);

        private final byte id;

        Source(int id) {
            this.id = (byte) id;
        }

        byte id() {
            return id;
        }
    }

    /// A value under one of its names.
    record Synonym(String name, String value, Source source) {}

    /// A key with its value.
    ///
    /// @param key the key
    /// @param origins the value that counts, then those that it hides
    record Entry(ConfigKey key, List<Synonym> origins) {
        String value() {
            return origins.getFirst().value();
        }

        Source source() {
            return origins.getFirst().source();
        }
    }

    private final Map<String, ConfigValue> broker = new HashMap<>();
    private final List<Entry> brokerEntries = new ArrayList<>();

    ConfigListing(List<ConfigValue> values) {
        for (ConfigValue value : values) {
            broker.put(value.key().name(), value);
            brokerEntries.add(new Entry(value.key(), brokerOrigins(value)));
        }
    }

    /// Every key of a topic.
    List<Entry> topic(TopicSettings settings) {
        var entries = new ArrayList<Entry>();
        for (ConfigKey key : TopicConfigKeys.all()) {
            entries.add(new Entry(key, origins(key, settings.overrides())));
        }
        return entries;
    }

    /// Every key of the broker.
    List<Entry> broker() {
        return brokerEntries;
    }

    private List<Synonym> origins(ConfigKey key, Map<String, String> overrides) {
        var origins = new ArrayList<Synonym>();
        Optional.ofNullable(overrides.get(key.name()))
                .ifPresent(value -> origins.add(new Synonym(key.name(), value, Source.TOPIC)));
        ConfigValue value = broker.get(key.brokerName());
        if (value != null) {
            origins.addAll(brokerOrigins(value));
        } else {
            String name = key.brokerName().isEmpty() ? key.name() : key.brokerName();
            origins.add(new Synonym(name, key.defaultValue(), Source.DEFAULT));
        }
        return origins;
    }

    private static List<Synonym> brokerOrigins(ConfigValue value) {
        ConfigKey key = value.key();
        var byDefault = new Synonym(key.name(), key.defaultValue(), Source.DEFAULT);
        return value.isDefault()
                ? List.of(byDefault)
                : List.of(new Synonym(key.name(), value.value(), Source.BROKER), byDefault);
    }
}
