package io.qanat.it.kafka;

import io.qanat.it.peer.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Apache Kafka's own reader of segment files, `DumpLogSegments`.
public final class LogDump {
    private LogDump() {}

    /// What it prints about the files; fails if it ends with an error.
    public static String of(List<Path> files, String... options) {
        var arguments = new ArrayList<>(List.of(options));
        arguments.add("--files");
        arguments.add(files.stream().map(Path::toString).collect(Collectors.joining(",")));
        var command = KafkaJars.command("org.apache.kafka.tools.DumpLogSegments", arguments);
        return Program.succeed(command, new byte[0]).text();
    }
}
