package io.qanat.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.it.kafka.ConsoleProducerTool;
import io.qanat.it.kafka.KafkaNode;
import io.qanat.it.kafka.SharedKafka;
import io.qanat.it.peer.KafkaClientsClient;
import io.qanat.it.peer.Program;
import io.qanat.it.peer.SampleRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `console-producer` beside the tool of Apache Kafka whose options it takes: the same input makes
/// the same records.
@Tag("foreign")
@ExtendWith(SharedKafka.class)
final class ConsoleProducerGoldenIT {
    private final KafkaNode kafka;
    private final String topic = "console-" + UUID.randomUUID();
    @TempDir private Path folder;

    ConsoleProducerGoldenIT(KafkaNode kafka) {
        this.kafka = kafka;
    }

    /// A tool's run and the records it left.
    private record Trace(Program.Run run, List<SampleRecord> records) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "\"\"|one~two~~three",
                "\"\"|carriage return^~and lone^one~last",
                "--reader-property parse.key=true|k\tv~k\t~\tv~k\tv\tw~",
                "--reader-property parse.key=true --reader-property key.separator=:|a:b~c::d~",
                "--reader-property parse.key=true --reader-property key.separator==|a=b~=~",
                "--reader-property parse.key=true --reader-property key.separator=|ab~",
                "--property parse.key=true --property ignore.error=true|no separator~k\tv~",
                "--reader-property parse.headers=true|a:1,b:2\tv~a:1,a:2,\tv~a:1:2\tv\tw~a:\tv~",
                "--reader-property parse.headers=true --reader-property ignore.error=true|a\tv~a,b:1\tv~none~\tv~",
                "--reader-property parse.headers=true --reader-property parse.key=true|a:1\tk\tv~ä:ö\tü\tß~",
                "--reader-property parse.headers=true --reader-property parse.key=true --reader-property null.marker=NULL|NULL\tNULL\tNULL~a:NULL\tk\tNULL~a:1\tNULL\tv~",
                "--reader-property null.marker=|~a~~",
                "--reader-property parse.headers=true --reader-property headers.delimiter=# --reader-property headers.separator=; --reader-property headers.key.separator==|a=1;b=2#v~",
                "--reader-property parse.headers=true --reader-property headers.separator=[;,]|a:1;b:2,c:3\tv~",
                "--reader-property parse.key= TRUE |k\tv~",
                "--sync --compression-codec|one~two~",
                "--compression-codec zstd --batch-size 100 --timeout 10 --request-required-acks 1|one~two~",
                "--producer-property acks=1 --producer-property linger.ms=0|one~",
                "--command-property acks=all --command-property client.id=c|one~",
            })
    void makesTheSameRecords(String options, String input) {
        // Given: ~ is a line feed, ^ a carriage return, as this table has no others
        byte[] bytes = bytes(input);

        // When
        Trace kafkas = kafkas(options, bytes);
        Trace ours = ours(options, bytes);

        // Then
        assertThat(kafkas.run().exitCode()).as(kafkas.run().errors()).isZero();
        assertThat(ours.run().exitCode()).as(ours.run().errors()).isZero();
        assertThat(ours.records()).isNotEmpty().isEqualTo(kafkas.records());
        assertThat(ours.run().text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "--reader-property parse.key=true|k\tv~no separator~k\tw~|No key separator found on line number 2: 'no separator'",
                "--reader-property parse.headers=true|a:1\tv~a:2~|No headers delimiter found on line number 2: 'a:2'",
                "--reader-property parse.headers=true|a:1\tv~a\tv~|No header key separator found in pair 'a' on line number 2",
                "--reader-property parse.headers=true|a:1\tv~\tv~|No header key separator found in pair '' on line number 2",
                "--reader-property parse.headers=true --reader-property null.marker=N|a:1\tv~N:1\tv~|Header keys should not be equal to the null marker 'N'",
            })
    void endsAtTheSameLineForTheSameReason(String options, String input, String reason) {
        Trace kafkas = kafkas(options, bytes(input));
        Trace ours = ours(options, bytes(input));

        assertThat(kafkas.run().errors()).contains(reason);
        assertThat(ours.run().errors()).contains(reason).hasLineCount(1);
        assertThat(kafkas.run().exitCode()).isEqualTo(1);
        assertThat(ours.run().exitCode()).isEqualTo(1);
        assertThat(ours.records()).hasSize(1).isEqualTo(kafkas.records());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--reader-property headers.delimiter=, | headers.delimiter and headers.separator may not be equal",
                "--reader-property headers.delimiter=: | headers.delimiter and headers.key.separator may not be equal",
                "--reader-property headers.separator=: | headers.separator and headers.key.separator may not be equal",
                "--reader-property key.separator=N --reader-property null.marker=N | null.marker and key.separator may not be equal",
                "--reader-property headers.separator=N --reader-property null.marker=N | null.marker and headers.separator may not be equal",
                "--property a=b --reader-property a=b | --property",
                "--producer-property a=b --command-property a=b | --producer-property",
                "--compression-codec zip | zip",
                "--no-such-option | no-such-option",
            })
    void refusesTheSameOptions(String options, String reason) {
        Program.Run kafkas = ConsoleProducerTool.run(arguments(options, topic), new byte[0]);
        Program.Run ours = Program.run(qanat(options, topic), new byte[0]);

        assertThat(kafkas.errors()).contains(reason);
        assertThat(kafkas.exitCode()).isEqualTo(1);
        assertThat(ours.errors()).contains(reason).hasLineCount(1);
        assertThat(ours.exitCode()).isEqualTo(2);
    }

    @Test
    void readsTheSamePropertyFiles() throws Exception {
        // Given
        Path reader = Files.writeString(folder.resolve("reader"), "parse.key=true\n");
        Path producer = Files.writeString(folder.resolve("producer"), "acks=1\nlinger.ms = 1\n");
        var options = "--reader-config " + reader + " --command-config " + producer;

        // When
        Trace kafkas = kafkas(options, bytes("k\tv~"));
        Trace ours = ours(options, bytes("k\tv~"));

        // Then
        assertThat(ours.records()).hasSize(1).isEqualTo(kafkas.records());
    }

    @Test
    void replacesBytesThatAreNoTextAlike() {
        byte[] noise = {'a', (byte) 0xff, (byte) 0xc3, '\n', (byte) 0xe2, (byte) 0x82, 'b', '\n'};

        assertThat(ours("", noise).records()).hasSize(2).isEqualTo(kafkas("", noise).records());
    }

    private Trace kafkas(String options, byte[] input) {
        return trace(
                ConsoleProducerTool.run(arguments(options, topic + "-kafka"), input),
                topic + "-kafka");
    }

    private Trace ours(String options, byte[] input) {
        return trace(Program.run(qanat(options, topic + "-qanat"), input), topic + "-qanat");
    }

    private Trace trace(Program.Run run, String written) {
        List<SampleRecord> records =
                new KafkaClientsClient()
                        .consumeAll(kafka.bootstrap(), written).stream()
                                .map(stored ->
                                        stored.record()
                                                .withTimestampMillis(SampleRecord.CLIENTS_CHOICE))
                                .toList();
        return new Trace(run, records);
    }

    private List<String> qanat(String options, String written) {
        var command = new ArrayList<>(Qanat.bare("console-producer"));
        command.addAll(arguments(options, written));
        return command;
    }

    private List<String> arguments(String options, String written) {
        var arguments = new ArrayList<String>();
        arguments.addAll(List.of("--bootstrap-server", kafka.bootstrap(), "--topic", written));
        for (var option : options.split("(?:^| )(?=--)", -1)) {
            // Of a name and a value only the first space is not the value's.
            arguments.addAll(
                    Arrays.stream(option.split(" ", 2)).filter(s -> !s.isEmpty()).toList());
        }
        return arguments;
    }

    private static byte[] bytes(String input) {
        return input.replace('~', '\n').replace('^', '\r').getBytes(StandardCharsets.UTF_8);
    }
}
