package io.qanat.it.compat;

import io.qanat.compat.QanatProducer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Who makes the producers of a case: the one line by which an application switches. Immutable.
enum Maker {
    KAFKA {
        @Override
        Producer<String, String> make(Map<String, Object> properties) {
            return new KafkaProducer<>(properties);
        }

        @Override
        Producer<String, String> make(
                Map<String, Object> properties, Serializer<String> key, Serializer<String> value) {
            return new KafkaProducer<>(properties, key, value);
        }
    },
    QANAT {
        @Override
        Producer<String, String> make(Map<String, Object> properties) {
            return new QanatProducer<>(properties);
        }

        @Override
        Producer<String, String> make(
                Map<String, Object> properties, Serializer<String> key, Serializer<String> value) {
            return new QanatProducer<>(properties, key, value);
        }
    };

    abstract Producer<String, String> make(Map<String, Object> properties);

    abstract Producer<String, String> make(
            Map<String, Object> properties, Serializer<String> key, Serializer<String> value);

    /// Properties as a file has them, with serializers by the names of their classes.
    static Map<String, Object> properties(String bootstrap, String... more) {
        var properties = new HashMap<String, Object>();
        properties.put("bootstrap.servers", bootstrap);
        properties.put("key.serializer", StringSerializer.class.getName());
        properties.put("value.serializer", StringSerializer.class.getName());
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return properties;
    }
}
