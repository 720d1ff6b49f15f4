package io.qanat.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LineSourceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"             | \"\"",
                "\"a\"            | \"[a]\"",
                "\"a\n\"          | \"[a]\"",
                "\"a\nb\"         | \"[a][b]\"",
                "\"\n\"           | \"[]\"",
                "\"\n\na\n\n\"    | \"[][][a][]\"",
                "\"a\r\nb\r\n\"   | \"[a\r][b\r]\""
            })
    void splitsAtLineFeedsOnly(String text, String expected) throws IOException {
        var source = source(text.getBytes(StandardCharsets.ISO_8859_1), 100);

        var lines = lines(source);

        assertThat(bracketed(lines)).isEqualTo(expected);
    }

    @Test
    void passesBytesThatAreNotUtf8() throws IOException {
        byte[] bytes = {(byte) 0xff, 0, (byte) 0xc3, '\n', (byte) 0x80};

        var lines = lines(source(bytes, 100));

        assertThat(bracketed(lines)).isEqualTo("[\u00ff\u0000\u00c3][\u0080]");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void splitsAnyBytesHoweverTheyArrive(long seed) throws IOException {
        // Given
        var random = new Random(seed);
        var text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append("x".repeat(random.nextInt(random.nextInt(10) == 0 ? 3_000 : 60)))
                    .append('\n');
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
        var channel = new TricklingChannel(bytes, random);

        // When
        var lines = lines(new LineSource(channel, 1 << 20));

        // Then
        assertThat(lines).isEqualTo(text.toString().lines().toList());
    }

    @Test
    void keepsLinesLongerThanOneRead() throws IOException {
        var longLine = "y".repeat(900_000);
        var source = source((longLine + "\nz").getBytes(StandardCharsets.US_ASCII), 1_000_000);

        var lines = lines(source);

        assertThat(lines).containsExactly(longLine, "z");
    }

    @Test
    void countsOversizeLinesAndGoesOn() throws IOException {
        // Given
        var bytes =
                ("a\n" + "b".repeat(3_000_000) + "\n" + "c".repeat(11) + "\nd")
                        .getBytes(StandardCharsets.US_ASCII);
        var source = source(bytes, 10);
        var seen = new ArrayList<String>();

        // When
        while (source.advance()) {
            seen.add(
                    source.number()
                            + ":"
                            + source.sizeInBytes()
                            + (source.isOversize() ? "!" : ""));
        }

        // Then
        assertThat(seen).containsExactly("1:1", "2:3000000!", "3:11!", "4:1");
    }

    @Test
    void doesNotKeepAnOversizeLine() throws IOException {
        // Given: a line of 6 GiB, which fits in no buffer
        var channel = new RepeatingChannel(6L << 30);
        var source = new LineSource(channel, 1 << 20);

        // When
        source.advance();

        // Then
        assertThat(source.sizeInBytes()).isEqualTo(6L << 30);
        assertThatThrownBy(source::line).isInstanceOf(IllegalStateException.class);
    }

    private static LineSource source(byte[] bytes, int lineBytesMax) {
        return new LineSource(Channels.newChannel(new ByteArrayInputStream(bytes)), lineBytesMax);
    }

    private static List<String> lines(LineSource source) throws IOException {
        var lines = new ArrayList<String>();
        while (source.advance()) {
            lines.add(StandardCharsets.ISO_8859_1.decode(source.line()).toString());
        }
        return lines;
    }

    private static String bracketed(List<String> lines) {
        var joined = new StringBuilder();
        lines.forEach(line -> joined.append('[').append(line).append(']'));
        return joined.toString();
    }

    /// Gives its bytes a few or many at a time, as a pipe may.
    private static final class TricklingChannel implements ReadableByteChannel {
        private final ByteBuffer rest;
        private final Random random;

        TricklingChannel(byte[] bytes, Random random) {
            this.rest = ByteBuffer.wrap(bytes);
            this.random = random;
        }

        @Override
        public int read(ByteBuffer target) {
            if (!rest.hasRemaining()) {
                return -1;
            }
            int wished = 1 + random.nextInt(random.nextBoolean() ? 10 : 100_000);
            int count = Math.min(wished, Math.min(rest.remaining(), target.remaining()));
            target.put(rest.slice(rest.position(), count));
            rest.position(rest.position() + count);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    /// Gives zero bytes up to a length, without writing any.
    private static final class RepeatingChannel implements ReadableByteChannel {
        private long rest;

        RepeatingChannel(long sizeInBytes) {
            rest = sizeInBytes;
        }

        @Override
        public int read(ByteBuffer target) {
            if (rest == 0) {
                return -1;
            }
            int count = (int) Math.min(rest, target.remaining());
            target.position(target.position() + count);
            rest -= count;
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
