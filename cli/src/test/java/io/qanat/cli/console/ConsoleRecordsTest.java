package io.qanat.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.producer.ProducerRecord;
import io.qanat.record.RecordHeader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConsoleRecordsTest {
    private static final Map<String, String> KEYED = Map.of("parse.key", "true");
    private static final Map<String, String> FULL =
            Map.of("parse.key", " TRUE ", "parse.headers", "true", "null.marker", "~");

    @Test
    void takesTheWholeLineAsValueByDefault() throws RefusedLineException {
        assertThat(text(Map.of(), "k\tv")).isEqualTo("[] null=k\tv");
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a:1\tk\tv,[a:1] k=v",
                "'a:1,b:2,a:3\tk\tv',[a:1 b:2 a:3] k=v",
                "~\t~\t~,[] null=null",
                "a:~\tk\tv\tw,[a:null] k=v\tw",
                "a:1:2\tk\tv,[a:1:2] k=v",
            })
    void takesHeadersKeyAndValue(String line, String expected) throws RefusedLineException {
        assertThat(text(FULL, line)).isEqualTo(expected);
    }

    @Test
    void refusesHeadersThatAreEmptyAndNotNull() {
        assertThatThrownBy(() -> text(FULL, "\tk\tv"))
                .isInstanceOf(RefusedLineException.class)
                .hasMessage("No header key separator found in pair '' on line number 7");
    }

    @Test
    void refusesALineWithoutAKeySeparator() {
        assertThatThrownBy(() -> text(KEYED, "no tab"))
                .isInstanceOf(RefusedLineException.class)
                .hasMessage("No key separator found on line number 7: 'no tab'");
    }

    @Test
    void takesALineWithoutSeparatorsWhenLenient() throws RefusedLineException {
        var lenient = Map.of("parse.key", "true", "parse.headers", "true", "ignore.error", "true");

        assertThat(text(lenient, "just a value")).isEqualTo("[] null=just a value");
        assertThat(text(lenient, "h\tk\tv")).isEqualTo("[h:null] k=v");
    }

    @Test
    void refusesAHeaderWhoseNameIsTheNullMarker() {
        assertThatThrownBy(() -> text(FULL, "~:1\tk\tv"))
                .isInstanceOf(RefusedLineException.class)
                .hasMessageContaining("null marker '~'");
    }

    @ParameterizedTest
    @CsvSource({
        "headers.delimiter, headers.separator, ','",
        "headers.delimiter, headers.key.separator, ':'",
        "headers.separator, headers.key.separator, ':'",
    })
    void refusesEqualSeparators(String name, String other, String value) {
        assertThatThrownBy(() -> ConsoleRules.of(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(name + " and " + other + " may not be equal");
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {"key.separator,K", "headers.separator,','", "headers.key.separator,:"})
    void refusesANullMarkerThatIsASeparator(String other, String marker) {
        var properties =
                Map.of("null.marker", marker, "headers.delimiter", "|", "key.separator", "K");

        assertThatThrownBy(() -> ConsoleRules.of(properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("null.marker and " + other + " may not be equal");
    }

    @Test
    void namesPropertiesThatMeanNothing() {
        assertThat(ConsoleRules.unknown(Set.of("parse.key", "parse.kay")))
                .containsExactly("parse.kay");
    }

    private static String text(Map<String, String> properties, String line)
            throws RefusedLineException {
        var record = new ConsoleRecords("t", ConsoleRules.of(properties)).record(line, 7);
        return headers(record) + " " + text(record.key()) + "=" + text(record.value());
    }

    private static String headers(ProducerRecord<byte[], byte[]> record) {
        return record.headers().stream()
                .map(ConsoleRecordsTest::text)
                .collect(Collectors.joining(" ", "[", "]"));
    }

    private static String text(RecordHeader header) {
        var value = header.value();
        return header.key()
                + ":"
                + (value == null ? null : StandardCharsets.UTF_8.decode(value.duplicate()));
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
