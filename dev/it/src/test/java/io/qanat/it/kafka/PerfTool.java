package io.qanat.it.kafka;

import io.qanat.it.peer.Program;
import java.util.List;

/// Apache Kafka's own measuring tools.
public enum PerfTool {
    PRODUCE("ProducerPerformance"),
    CONSUME("ConsumerPerformance"),
    ROUND_TRIP("EndToEndLatency");

    private final String mainClass;

    PerfTool(String mainClass) {
        this.mainClass = "org.apache.kafka.tools." + mainClass;
    }

    public Program.Run run(List<String> arguments) {
        return Program.run(KafkaJars.command(mainClass, arguments), new byte[0]);
    }
}
