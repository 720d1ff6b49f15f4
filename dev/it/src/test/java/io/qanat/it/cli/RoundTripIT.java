package io.qanat.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.it.peer.Octets;
import io.qanat.it.peer.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RoundTripIT {
    @TempDir private Path folder;
    private Qanat qanat;

    @BeforeEach
    void chooseDataFolder() {
        qanat = new Qanat(folder.resolve("data"));
    }

    @Test
    void bringsTheOrdersBackByteForByte() throws IOException {
        // Given
        Path orders = Tree.root().resolve("samples/orders.jsonl");
        Program.Run produced = qanat.run("produce", "orders", orders.toString());

        // When
        Program.Run consumed = qanat.run("consume", "orders", "--from-beginning");

        // Then
        assertThat(produced.exitCode()).isZero();
        assertThat(produced.text()).isEmpty();
        assertThat(produced.errors())
                .contains(
                        "10,000 records",
                        "to orders",
                        "partition 0: offsets 0 to 9999",
                        "p50",
                        "p99");
        assertThat(consumed.exitCode()).isZero();
        assertThat(consumed.output()).isEqualTo(Octets.of(Files.readAllBytes(orders)));
    }

    @Test
    void passesBytesThatAreNotUtf8() {
        // Given
        var bytes = new byte[100_000];
        new Random(7).nextBytes(bytes);
        bytes[bytes.length - 1] = '\n';
        Program.succeed(qanat.command("produce", "noise"), bytes);

        // When
        Program.Run consumed = qanat.run("consume", "noise");

        // Then
        assertThat(consumed.output()).isEqualTo(Octets.of(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void roundTripsEveryCodec(String codec) {
        var lines = "tick tock\n".repeat(5_000);
        Program.Run produced = qanat.feed(lines, "produce", "t", "--compression", codec);

        Program.Run consumed = qanat.run("consume", "t");

        assertThat(produced.errors()).contains("5,000 records");
        assertThat(consumed.text()).isEqualTo(lines);
    }

    @Test
    void takesAnEmptyFileAsNoRecords() {
        Program.Run produced = qanat.feed("", "produce", "empty");
        Program.Run consumed = qanat.run("consume", "empty");

        assertThat(produced.errors()).contains("0 records");
        assertThat(produced.exitCode()).isZero();
        assertThat(consumed.text()).isEmpty();
        assertThat(consumed.exitCode()).isZero();
    }

    @Test
    void takesALastLineWithoutLineFeedAsARecord() {
        Program.Run produced = qanat.feed("one\ntwo", "produce", "t");
        Program.Run consumed = qanat.run("consume", "t");

        assertThat(produced.errors()).contains("2 records");
        assertThat(consumed.text()).isEqualTo("one\ntwo\n");
    }

    @Test
    void keepsKeysHeadersAndEmptyLines() {
        qanat.feed(
                "k1:v:1\nk2:\n:v3\n",
                "produce",
                "t",
                "--key-separator",
                ":",
                "--header",
                "from=test",
                "--header",
                "n=");

        Program.Run consumed = qanat.run("consume", "t", "-f", "%p@%o [%k=%v] %h\\n");

        assertThat(consumed.text())
                .isEqualTo(
                        """
                        0@0 [k1=v:1] from=test,n=
                        0@1 [k2=] from=test,n=
                        0@2 [=v3] from=test,n=
                        """);
    }

    @Test
    void writesJson() {
        qanat.feed("värde\n", "produce", "t", "--key", "k");

        Program.Run consumed = qanat.run("consume", "t", "-o", "json");

        assertThat(consumed.text())
                .startsWith("{\"topic\":\"t\",\"partition\":0,\"offset\":0,\"ts\":")
                .endsWith(",\"key\":\"k\",\"payload\":\"värde\"}\n");
    }

    @Test
    void readsAgainFromAnOffset() {
        qanat.feed("a\nb\nc\nd\n", "produce", "t");

        assertThat(qanat.run("consume", "t", "--offset", "2").text()).isEqualTo("c\nd\n");
        assertThat(qanat.run("consume", "t", "--max", "2").text()).isEqualTo("a\nb\n");
        assertThat(qanat.run("consume", "t", "--offset", "1", "--max", "1").text())
                .isEqualTo("b\n");
    }

    @Test
    void appendsAcrossRuns() {
        qanat.feed("a\n", "produce", "t");
        Program.Run second = qanat.feed("b\n", "produce", "t");

        assertThat(second.errors()).contains("partition 0: offsets 1 to 1");
        assertThat(qanat.run("consume", "t").text()).isEqualTo("a\nb\n");
    }

    @Test
    void keepsTheOrderOfAKeyAcrossPartitions() {
        qanat.feed(
                "a:1\nb:1\na:2\nc:1\nb:2\na:3\n",
                "produce",
                "t",
                "--key-separator",
                ":",
                "--partitions",
                "3");

        var lines = qanat.run("consume", "t", "-f", "%k%v\\n").text().lines().toList();

        assertThat(lines)
                .hasSize(6)
                .containsSubsequence("a1", "a2", "a3")
                .containsSubsequence("b1", "b2");
        assertThat(qanat.run("topics", "describe", "t").text()).contains("partition 2");
    }

    @Test
    void sendsToThePartitionThatIsNamed() {
        qanat.feed("a\nb\n", "produce", "t", "--partitions", "3", "--partition", "1");

        assertThat(qanat.run("consume", "t", "--partition", "1").text()).isEqualTo("a\nb\n");
        assertThat(qanat.run("consume", "t", "--partition", "0").text()).isEmpty();
    }

    @Test
    void createsListsDescribesAndDeletesTopics() {
        assertThat(qanat.run("topics", "create", "a", "--partitions", "2").exitCode()).isZero();
        assertThat(qanat.run("topics", "create", "a").exitCode()).isEqualTo(1);
        assertThat(qanat.run("topics", "list").text()).contains("a").contains("2");
        assertThat(qanat.run("topics", "describe", "a").text())
                .contains("partition 0", "partition 1");
        assertThat(qanat.run("topics", "delete", "a").exitCode()).isZero();
        assertThat(qanat.run("topics", "list").text()).isEmpty();
        assertThat(qanat.run("topics", "describe", "a").exitCode()).isEqualTo(1);
    }

    @Test
    void describesTheClusterOfOneThatTheEmbeddedBrokerIs() {
        qanat.run("topics", "create", "a", "--partitions", "2");

        String text = qanat.run("cluster", "describe", "--partitions").text();
        assertThat(text)
                .containsPattern("cluster \\S{22}: nodes=1 topics=1 partitions=2")
                .containsPattern(
                        "node 0: combined at unix:\\S+ leads=2 replicas=2 \\(active controller\\)")
                .containsPattern("quorum: leader=0 epoch=\\d+ highWatermark=\\d+")
                .containsPattern("voter 0: end=\\d+ lag=0")
                .contains("under-replicated partitions: 0", "a-1: leader=0 replicas=0 inSync=0");
        assertThat(qanat.run("cluster", "describe", "-o", "json").text())
                .contains("\"roles\":[\"broker\",\"controller\"]", "\"topic\":\"a\"");
        assertThat(qanat.run("topics", "describe", "a", "-o", "json").text())
                .contains("{\"topic\":\"a\",\"id\":", "\"partition\":1,\"leader\":0");
    }

    @Test
    void fillsPartitionsInTurn() {
        // When
        Program.Run produced =
                qanat.feed(
                        "a\n".repeat(9),
                        "produce",
                        "t",
                        "--partitions",
                        "3",
                        "--partitioner",
                        "round-robin");

        // Then
        assertThat(produced.errors())
                .contains(
                        "partition 0: offsets 0 to 2",
                        "partition 1: offsets 0 to 2",
                        "partition 2: offsets 0 to 2");
    }

    @Test
    void placesKeysWhereLibrdkafkaDoes() {
        // Given
        var checksum = new CRC32();
        checksum.update("customer-7".getBytes(StandardCharsets.US_ASCII));

        // When
        qanat.feed(
                "v\n",
                "produce",
                "t",
                "--key",
                "customer-7",
                "--partitions",
                "100",
                "--partitioner",
                "consistent_random");

        // Then
        assertThat(qanat.run("consume", "t", "-f", "%p").text())
                .isEqualTo(String.valueOf(checksum.getValue() % 100));
    }

    @Test
    void compressesAtALevel() {
        // When
        Program.Run produced =
                qanat.feed(
                        "a\n",
                        "produce",
                        "t",
                        "--compression",
                        "zstd:9",
                        "--header",
                        "h=1",
                        "--header",
                        "h=2");

        // Then
        assertThat(produced.exitCode()).isZero();
        assertThat(qanat.run("consume", "t", "-f", "%v %h").text()).isEqualTo("a h=1,h=2");
    }
}
