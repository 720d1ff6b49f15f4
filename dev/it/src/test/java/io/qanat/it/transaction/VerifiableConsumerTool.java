package io.qanat.it.transaction;

import io.qanat.it.kafka.KafkaTools;
import io.qanat.it.peer.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Kafka's consumer for tests, which says what it was given.
final class VerifiableConsumerTool {
    private static final Pattern VALUE =
            Pattern.compile("\"name\":\"record_data\".*?\"value\":\"([^\"]*)\"");

    private VerifiableConsumerTool() {}

    /// The first values of a topic that are committed.
    static List<String> committed(String bootstrap, String topic, int count) throws IOException {
        Path config = Files.createTempFile("qanat-verifiable", ".properties");
        try {
            Files.writeString(config, "isolation.level=read_committed");
            List<String> arguments =
                    List.of(
                            "--bootstrap-server",
                            bootstrap,
                            "--topic",
                            topic,
                            "--group-id",
                            "verifiable",
                            "--max-messages",
                            Integer.toString(count),
                            "--verbose",
                            "--command-config",
                            config.toString());
            String said =
                    Program.succeed(
                                    KafkaTools.command("VerifiableConsumer", arguments),
                                    new byte[0])
                            .text();
            return VALUE.matcher(said).results().map(VerifiableConsumerTool::value).toList();
        } finally {
            Files.delete(config);
        }
    }

    private static String value(MatchResult found) {
        return found.group(1);
    }
}
