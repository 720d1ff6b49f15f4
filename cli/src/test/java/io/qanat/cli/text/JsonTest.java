package io.qanat.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
    @Test
    void readsEveryKindOfValue() {
        var json = Json.parse(" {\"a\" : [1, -2.5e+3,null , true,[],{}], \"b\":\"c\" } ");

        assertThat(json)
                .isEqualTo(
                        new Json.Members(
                                Map.of(
                                        "a",
                                        new Json.Items(
                                                List.of(
                                                        new Json.Word("1"),
                                                        new Json.Word("-2.5e+3"),
                                                        Json.NULL,
                                                        new Json.Word("true"),
                                                        new Json.Items(List.of()),
                                                        new Json.Members(Map.of()))),
                                        "b",
                                        new Json.Text("c"))));
    }

    @Test
    void readsEscapes() {
        assertThat(Json.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\ud83d\\ude00ü\""))
                .isEqualTo(new Json.Text("\"\\/\b\f\n\r\tä😀ü"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "\"",
                "\"\\",
                "\"\\u12",
                "\"\\x\"",
                "\"a\nb\"",
                "01",
                "1.",
                "+1",
                "nul",
                "[1,]",
                "[1 2]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{1:2}",
                "1 2",
                "]",
                "{\"a\":1]"
            })
    void refusesWhatIsNoJson(String text) {
        assertThatThrownBy(() -> Json.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s)no JSON: .* at character \\d+");
    }

    @Test
    void refusesValuesNestedTooDeep() {
        assertThatThrownBy(() -> Json.parse("[".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too deep");
    }

    @Test
    void bringsAnyBytesBack() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            var bytes = new byte[random.nextInt(6)];
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = random.nextBoolean() ? bytes[i] : (byte) random.nextInt(128);
            }

            var written = JsonBytes.written(ByteBuffer.wrap(bytes));

            assertThat(JsonBytes.read(Json.parse(written)))
                    .as("seed %d round %d: %s", seed, round, written)
                    .isEqualTo(ByteBuffer.wrap(bytes));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "true",
                "[]",
                "{}",
                "{\"base64\":1}",
                "{\"base64\":\"?\"}",
                "\"\\ud800\""
            })
    void refusesWhatIsNoBytes(String text) {
        assertThatThrownBy(() -> JsonBytes.read(Json.parse(text)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
