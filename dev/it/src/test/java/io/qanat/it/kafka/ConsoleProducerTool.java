package io.qanat.it.kafka;

import io.qanat.it.peer.Program;
import java.util.List;

/// Apache Kafka's own `kafka-console-producer`.
public final class ConsoleProducerTool {
    private ConsoleProducerTool() {}

    public static Program.Run run(List<String> arguments, byte[] input) {
        var command = KafkaJars.command("org.apache.kafka.tools.ConsoleProducer", arguments);
        return Program.run(command, input);
    }
}
