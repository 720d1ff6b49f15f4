package io.qanat.it.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.it.peer.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When records are durable: chosen and named by `serve`, and told to Apache Kafka's admin client.
final class SyncPolicyIT {
    private static final Pattern ADDRESS = Pattern.compile("127\\.0\\.0\\.1:\\d+");
    private static final ConfigResource BROKER =
            new ConfigResource(ConfigResource.Type.BROKER, "0");
    private static final ConfigResource TOPIC = new ConfigResource(ConfigResource.Type.TOPIC, "t");

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "fsync,  what is acknowledged is on the disk,       DEFAULT_CONFIG,       1, 5",
        "os,     a power cut may take what was acknowledged, STATIC_BROKER_CONFIG, 9223372036854775807, 9223372036854775807",
        "memory, nothing is made durable,                    STATIC_BROKER_CONFIG, 9223372036854775807, 9223372036854775807"
    })
    void policyIsNamedAtStartAndToTheAdminClient(
            String policy,
            String promise,
            ConfigEntry.ConfigSource source,
            String messages,
            String millis)
            throws Exception {
        var qanat = new Qanat(folder.resolve("data"));
        try (var server = qanat.start("serve", "--port", "0", "--sync", policy).collecting()) {
            // Given
            server.awaitErrors("127.0.0.1:");

            // When
            try (var admin = Admin.create(Map.of("bootstrap.servers", address(server)))) {
                var created = new NewTopic("t", 1, (short) 1).configs(Map.of("flush.ms", "9"));
                admin.createTopics(List.of(created)).all().get();
                var options =
                        new DescribeConfigsOptions()
                                .includeSynonyms(true)
                                .includeDocumentation(true);
                var configs = admin.describeConfigs(List.of(BROKER, TOPIC), options).all().get();

                // Then
                assertThat(server.errors())
                        .contains("qanat: sync policy " + policy + ": " + promise);
                var broker = requireNonNull(configs.get(BROKER));
                var named = broker.get("qanat.log.sync.policy");
                assertThat(named.value()).isEqualTo(policy);
                assertThat(named.source()).isEqualTo(source);
                assertThat(named.isReadOnly()).isTrue();
                assertThat(named.documentation()).contains("fsync", "os", "memory", "power cut");
                assertThat(broker.get("log.flush.interval.messages").value()).isEqualTo(messages);
                assertThat(broker.get("log.flush.interval.ms").value()).isEqualTo(millis);
                var topic = requireNonNull(configs.get(TOPIC));
                assertThat(topic.get("flush.messages").value()).isEqualTo(messages);
                assertThat(topic.get("flush.ms").value()).isEqualTo("9");
                assertThat(topic.get("flush.ms").synonyms())
                        .extracting(ConfigEntry.ConfigSynonym::value)
                        .startsWith("9", millis);
                assertThat(topic.get("flush.ms").documentation()).contains("no effect");
            }
        }
    }

    @Test
    void guestNamesThePolicyOfTheOwnerAndCannotChooseAnother() {
        var qanat = new Qanat(folder.resolve("data"));
        try (var owner = qanat.start("serve", "--port", "0", "--sync", "os").collecting()) {
            // Given
            owner.awaitErrors("127.0.0.1:");

            // When
            Program.Run refused = qanat.run("serve", "--port", "0", "--sync", "memory");
            try (var guest = qanat.start("serve", "--port", "0").collecting()) {
                guest.awaitErrors("127.0.0.1:");

                // Then
                assertThat(guest.errors()).contains("sync policy os: ");
                assertThat(refused.exitCode()).isEqualTo(3);
                assertThat(refused.errors()).contains("--sync os").hasLineCount(1);
            }
        }
    }

    @Test
    void unknownPolicyIsAMistakeOfUsage() {
        Program.Run run = new Qanat(folder.resolve("data")).run("serve", "--sync", "never");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("'--sync'", "'never'").hasLineCount(1);
    }

    private static String address(RunningCommand server) {
        var address = ADDRESS.matcher(server.errors());
        assertThat(address.find()).isTrue();
        return address.group();
    }
}
