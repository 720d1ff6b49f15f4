package io.qanat.it.kafka;

import java.util.List;

/// Programs of Apache Kafka that print what they do.
public final class KafkaTools {
    private KafkaTools() {}

    /// How to run one in a process of its own.
    ///
    /// @param name of its class
    public static List<String> command(String name, List<String> arguments) {
        return KafkaJars.command("org.apache.kafka.tools." + name, arguments);
    }
}
