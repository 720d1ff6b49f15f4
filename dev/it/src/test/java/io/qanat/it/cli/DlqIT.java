package io.qanat.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.pattern.DeadLetters;
import io.qanat.client.pattern.LetterHeaders;
import io.qanat.client.pattern.Settlement;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import io.qanat.it.node.QanatNode;
import io.qanat.it.node.SharedQanat;
import io.qanat.it.peer.Program;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// `dlq list` and `dlq replay` beside our broker.
@Timeout(120)
@ExtendWith(SharedQanat.class)
final class DlqIT {
    private static final String FORMAT = "%k=%v %h\\n";

    private final QanatNode node;

    DlqIT(QanatNode node) {
        this.node = node;
    }

    @Test
    void bringsBackWhatAnApplicationBuried() throws Exception {
        // Given: a topic that takes small records only, at first
        run("topics", "create", "narrow", "--config", "max.message.bytes=1000");
        var value = "x".repeat(5_000);
        bury(new ProducerRecord<>("narrow", "k", value));

        // When
        Program.Run listed = run("dlq", "list", "narrow-dlq");
        Program.Run replayed = run("dlq", "replay", "narrow-dlq", "--to", "wide");

        // Then
        assertThat(listed.text())
                .startsWith("0:0\t")
                .contains("\tnarrow\tno\t0\t", "MESSAGE_TOO_LARGE")
                .hasLineCount(1);
        assertThat(replayed.exitCode()).as(replayed.errors()).isZero();
        assertThat(replayed.errors()).contains("1 letter of narrow-dlq sent again: 1 to wide");
        assertThat(run("consume", "wide", "-f", FORMAT).text())
                .isEqualTo("k=" + value + " dead-letter-replays=1\n");
    }

    @Test
    void sendsLettersToTheirOwnTopicsWithoutTheReasons() throws Exception {
        // Given
        letter("mixed-dlq", "a", "dead-letter-topic=mixed-a", "dead-letter-reason=no", "own=1");
        letter("mixed-dlq", "b", "dead-letter-topic=mixed-b", "dead-letter-replays=2");

        // When
        Program.Run replayed = run("dlq", "replay", "mixed-dlq");

        // Then
        assertThat(replayed.exitCode()).as(replayed.errors()).isZero();
        assertThat(replayed.text()).isEmpty();
        assertThat(replayed.errors())
                .contains(
                        "2 letters of mixed-dlq sent again: 1 to mixed-a, 1 to mixed-b",
                        "the next replay: --partition 0 --offset 2");
        assertThat(run("consume", "mixed-a", "-f", FORMAT).text())
                .isEqualTo("key=a own=1,dead-letter-replays=1\n");
        assertThat(run("consume", "mixed-b", "-f", FORMAT).text())
                .isEqualTo("key=b dead-letter-replays=3\n");
    }

    @Test
    void listsLettersAsJsonThatCanBeProducedAgain() throws Exception {
        // Given
        letter("json-dlq", "v", "dead-letter-topic=json", "dead-letter-reason=a \"b\"", "own=1");

        // When
        Program.Run listed = run("dlq", "list", "json-dlq", "-o", "json");
        feed(listed.text(), "produce", "json", "--input", "json");

        // Then
        assertThat(listed.text())
                .startsWith("{\"topic\":\"json-dlq\",\"partition\":0,\"offset\":0,\"ts\":")
                .endsWith(
                        ",\"letter\":{\"topic\":\"json\",\"persisted\":\"-\",\"replays\":0,"
                                + "\"reason\":\"a \\\"b\\\"\"},\"headers\":[\"own\",\"1\"],"
                                + "\"key\":\"key\",\"payload\":\"v\"}\n");
        assertThat(run("consume", "json", "-f", FORMAT).text()).isEqualTo("key=v own=1\n");
    }

    @Test
    void knowsTheLettersOfOthers() throws Exception {
        // Given
        letter("others-dlq", "spring", "kafka_dlt-original-topic=others", "own=1");
        letter("others-dlq", "connect", "__connect.errors.topic=others");
        letter("others-dlq", "streams", "__streams.errors.topic=others", "dead-letter-replays=1");

        // When
        Program.Run replayed = run("dlq", "replay", "others-dlq");

        // Then
        assertThat(replayed.exitCode()).as(replayed.errors()).isZero();
        assertThat(run("consume", "others", "-f", FORMAT).text())
                .isEqualTo(
                        """
                        key=spring own=1,dead-letter-replays=1
                        key=connect dead-letter-replays=1
                        key=streams dead-letter-replays=2
                        """);
    }

    @Test
    void leavesWhatCannotBeSentAgain() throws Exception {
        // Given
        letter("left-dlq", "a", "dead-letter-topic=left", "dead-letter-replays=5");
        letter("left-dlq", "b", "dead-letter-topic=left", "dead-letter-payload=cut");
        letter("left-dlq", "c", "dead-letter-topic=left", "dead-letter-payload=text");
        letter("left-dlq", "d", "dead-letter-topic=left-dlq");
        letter("left-dlq", "e", "own=1");
        letter("left-dlq", "f", "dead-letter-topic=left");

        // When
        Program.Run replayed = run("dlq", "replay", "left-dlq");

        // Then
        assertThat(replayed.exitCode()).isEqualTo(1);
        assertThat(replayed.errors())
                .contains(
                        "left-dlq 0:0: was sent again 5 times already (--replays-max)",
                        "left-dlq 0:1: was too large",
                        "left-dlq 0:2: could not be serialized",
                        "left-dlq 0:3: would come here again",
                        "left-dlq 0:4: is no dead letter",
                        "1 letter of left-dlq sent again: 1 to left; 5 NOT");
        assertThat(run("consume", "left").text()).isEqualTo("f\n");
    }

    @Test
    void sendsOnlyTheLettersThatAreMeant() throws Exception {
        // Given
        for (var value : List.of("a", "b", "c", "d")) {
            letter("some-dlq", value, "dead-letter-topic=some");
        }

        // When
        Program.Run rehearsed =
                run("dlq", "replay", "some-dlq", "--offset", "1", "--max", "2", "--dry-run");
        Program.Run replayed = run("dlq", "replay", "some-dlq", "--offset", "1", "--max", "2");

        // Then
        assertThat(rehearsed.exitCode()).isZero();
        assertThat(rehearsed.text()).isEqualTo("0:1\tsome\n0:2\tsome\n");
        assertThat(rehearsed.errors()).contains("2 letters of some-dlq would be sent again");
        assertThat(replayed.errors()).contains("the next replay: --partition 0 --offset 3");
        assertThat(run("consume", "some").text()).isEqualTo("b\nc\n");
    }

    @Test
    void tellsWhichLetterWasNotDelivered() throws Exception {
        // Given
        run("topics", "create", "single", "--partitions", "1");
        letter("single-dlq", "v", "dead-letter-topic=single", "dead-letter-partition=7");

        // When
        Program.Run replayed = run("dlq", "replay", "single-dlq");

        // Then
        assertThat(replayed.exitCode()).isEqualTo(1);
        assertThat(replayed.errors())
                .contains("single-dlq 0:0: produce to single-7")
                .contains("0 letters of single-dlq sent again; 1 NOT");
    }

    @Test
    void endsWithOneLineWhenThereIsNothingToRead() {
        Program.Run listed = run("dlq", "list", "nowhere-dlq");
        Program.Run same = run("dlq", "replay", "a-dlq", "--to", "a-dlq");

        assertThat(listed.exitCode()).isEqualTo(1);
        assertThat(listed.errors()).contains("there is no topic nowhere-dlq").hasLineCount(1);
        assertThat(same.exitCode()).isEqualTo(2);
        assertThat(same.errors()).contains("--to a-dlq").hasLineCount(1);
    }

    private void bury(ProducerRecord<String, String> record) throws InterruptedException {
        try (var producer = Producer.create(config(), Serializer.BYTES, Serializer.BYTES)) {
            var letters = new DeadLetters<>(producer, Serializer.STRING, Serializer.STRING);
            var settled = letters.send(record);
            letters.flush();
            assertThat(settled).isCompletedWithValueMatching(Settlement.Buried.class::isInstance);
        }
    }

    /// A letter with the key `key`.
    private void letter(String topic, String value, String... headers) throws Exception {
        var record = new ProducerRecord<>(topic, "key", value);
        for (var header : headers) {
            var parts = header.split("=", 2);
            record = record.with(LetterHeaders.of(parts[0], parts[1]));
        }
        try (var producer = Producer.create(config(), Serializer.STRING, Serializer.STRING)) {
            producer.send(record).get(30, TimeUnit.SECONDS).orThrow();
        }
    }

    private ProducerConfig config() {
        return ProducerConfig.builder(ConnectionConfig.of(BootstrapServers.parse(node.bootstrap())))
                .build();
    }

    private Program.Run run(String... arguments) {
        return Program.run(command(arguments), new byte[0]);
    }

    private void feed(String input, String... arguments) {
        Program.succeed(command(arguments), input.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> command(String... arguments) {
        var command = new ArrayList<>(Qanat.bare(arguments));
        command.addAll(List.of("-b", node.bootstrap()));
        return command;
    }
}
