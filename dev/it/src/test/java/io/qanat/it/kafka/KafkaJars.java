package io.qanat.it.kafka;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where the build put Apache Kafka's jars, and how to run a class of them in a process of its own.
final class KafkaJars {
    private KafkaJars() {}

    static Path folder() {
        Path jars = Path.of(System.getProperty("it.folder", ""), "kafka/target/jars");
        if (!Files.isDirectory(jars)) {
            throw new IllegalStateException(
                    "no jars of Apache Kafka in "
                            + jars.toAbsolutePath()
                            + ": run ./qanat test --foreign");
        }
        return jars;
    }

    static List<String> command(String mainClass, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", folder().resolve("*").toString(), mainClass));
        command.addAll(arguments);
        return command;
    }
}
