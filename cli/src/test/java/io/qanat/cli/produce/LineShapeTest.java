package io.qanat.cli.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LineShapeTest {
    @ParameterizedTest
    @CsvSource({
        "':',   k:v,     k,   v",
        "':',   k:v:w,   k,   v:w",
        "':',   :v,      '',  v",
        "':',   k:,      k,   ''",
        "'::',  a:b::c,  a:b, c",
        "'→',   k→v,     k,   v"
    })
    void partsAtTheFirstSeparator(String separator, String line, String key, String value) {
        var parts = LineShape.keyed(separator).parts(buffer(line));

        assertThat(text(parts.key())).isEqualTo(key);
        assertThat(text(parts.value())).isEqualTo(value);
    }

    @Test
    void refusesALineWithoutTheSeparator() {
        var shape = LineShape.keyed("\t");

        assertThatThrownBy(() -> shape.parts(buffer("no tab")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the key separator '\t' is missing");
        assertThatThrownBy(() -> shape.parts(buffer("")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesTheWholeLineOtherwise() {
        assertThat(LineShape.value().parts(buffer("a:b")).key()).isNull();
        assertThat(text(LineShape.value("k").parts(buffer("a:b")).key())).isEqualTo("k");
        assertThat(text(LineShape.value("k").parts(buffer("a:b")).value())).isEqualTo("a:b");
    }

    @Test
    void refusesAnEmptySeparator() {
        assertThatThrownBy(() -> LineShape.keyed("")).isInstanceOf(IllegalArgumentException.class);
    }

    private static ByteBuffer buffer(String text) {
        return StandardCharsets.UTF_8.encode(text);
    }

    private static String text(@Nullable ByteBuffer bytes) {
        return bytes == null ? "null" : StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
}
