package io.qanat.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class TextLinesTest {
    private static final int ROUNDS = 2_000;

    @Test
    void cutsAsTheJdksReaderDoes() throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            var text =
                    random.ints(random.nextInt(40), 0, 4)
                            .mapToObj(i -> List.of("a", "\n", "\r", "ä").get(i))
                            .collect(Collectors.joining());

            assertThat(lines(text, 1_000))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(new BufferedReader(new StringReader(text)).lines().toList());
        }
    }

    @Test
    void cutsALineEndThatLiesAcrossTwoReads() throws IOException {
        var text = "x".repeat(8191) + "\r\ny\n";

        assertThat(lines(text, 10_000)).containsExactly("x".repeat(8191), "y");
    }

    @Test
    void skipsALineAboveTheLimitAndTellsItsLength() throws IOException {
        // Given
        var lines = new TextLines(new StringReader("123\n1234\n12\n"), 3);

        // When
        lines.advance();
        lines.advance();

        // Then
        assertThat(lines.line()).isNull();
        assertThat(lines.lengthInChars()).isEqualTo(4);
        assertThat(lines.advance()).isTrue();
        assertThat(lines.line()).isEqualTo("12");
        assertThat(lines.advance()).isFalse();
    }

    private static List<String> lines(String text, int lineCharsMax) throws IOException {
        var lines = new TextLines(new StringReader(text), lineCharsMax);
        var all = new ArrayList<String>();
        while (lines.advance()) {
            all.add(String.valueOf(lines.line()));
        }
        return all;
    }
}
