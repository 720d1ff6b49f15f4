package io.qanat.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecordFormatTest {
    private static final RecordView FULL =
            new Shown("k", "värde", List.of(header("a", "1"), header("b", null)));
    private static final RecordView BARE = new Shown(null, null, List.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%t/%p/%o            | orders/3/42",
                "%k:%v               | k:värde",
                "%s                  | värde",
                "%K %V %S            | 1 6 6",
                "%T                  | 1700000000123",
                "%h                  | a=1,b=NULL",
                "%H                  | 2",
                "100%% \\\\ é        | 100% \\ é",
                "\\x41\\x42\\x7a     | ABz"
            })
    void writesEveryField(String format, String expected) throws IOException {
        assertThat(text(RecordFormat.parse(format), FULL)).isEqualTo(expected);
    }

    @Test
    void writesNothingForNull() throws IOException {
        var format = RecordFormat.parse("[%k|%v|%K|%V|%h|%H]");

        assertThat(text(format, BARE)).isEqualTo("[||-1|-1||0]");
    }

    @Test
    void writesBytesThatAreNoCharacter() throws IOException {
        var format = RecordFormat.parse("\\xff\\n\\t\\r");

        assertThat(bytes(format, BARE)).containsExactly(0xff, '\n', '\t', '\r');
    }

    @ParameterizedTest
    @CsvSource({
        "%q,%q is none of",
        "abc%,nothing follows %",
        "\\q,\\q is none of",
        "\\x4,nothing follows \\x",
        "\\xzz,two hexadecimal"
    })
    void saysWhatIsWrongWithAFormat(String format, String why) {
        assertThatThrownBy(() -> RecordFormat.parse(format))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(format)
                .hasMessageContaining(why);
    }

    @Test
    void writesJsonWithTheNamesOfKcat() throws IOException {
        var stream = new ByteArrayOutputStream();
        var out = new ByteOutput(stream);

        JsonRecords.write(FULL, out);
        out.flush();

        assertThat(stream.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"topic\":\"orders\",\"partition\":3,\"offset\":42,\"ts\":1700000000123,"
                                + "\"headers\":[\"a\",\"1\",\"b\",null],\"key\":\"k\",\"payload\":\"värde\"}\n");
    }

    @Test
    void writesJsonOfNullsAndOfBytesThatAreNoText() throws IOException {
        var stream = new ByteArrayOutputStream();
        var out = new ByteOutput(stream);
        var view =
                new Shown(
                        null,
                        null,
                        List.of(new RecordView.Header("h", ByteBuffer.wrap(new byte[] {-1}))));

        JsonRecords.write(view, out);
        out.flush();

        assertThat(stream.toString(StandardCharsets.UTF_8))
                .endsWith(
                        "\"headers\":[\"h\",{\"base64\":\"/w==\"}],\"key\":null,\"payload\":null}\n");
    }

    @Test
    void escapesWhatJsonForbids() {
        assertThat(JsonText.quoted("a\"b\\c\n\r\t\u0001é"))
                .isEqualTo("\"a\\\"b\\\\c\\n\\r\\t\\u0001é\"");
    }

    private static String text(RecordFormat format, RecordView view) throws IOException {
        return new String(raw(format, view), StandardCharsets.UTF_8);
    }

    private static int[] bytes(RecordFormat format, RecordView view) throws IOException {
        byte[] raw = raw(format, view);
        var bytes = new int[raw.length];
        for (int i = 0; i < raw.length; i++) {
            bytes[i] = raw[i] & 0xff;
        }
        return bytes;
    }

    private static byte[] raw(RecordFormat format, RecordView view) throws IOException {
        var stream = new ByteArrayOutputStream();
        var out = new ByteOutput(stream);
        format.write(view, out);
        out.flush();
        return stream.toByteArray();
    }

    private static RecordView.Header header(String key, @Nullable String value) {
        return new RecordView.Header(key, buffer(value));
    }

    private static @Nullable ByteBuffer buffer(@Nullable String text) {
        return text == null ? null : ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /// A record at orders-3@42.
    private record Shown(@Nullable String keyText, @Nullable String valueText, List<Header> headers)
            implements RecordView {
        @Override
        public String topic() {
            return "orders";
        }

        @Override
        public int partition() {
            return 3;
        }

        @Override
        public long offset() {
            return 42;
        }

        @Override
        public long timestamp() {
            return 1_700_000_000_123L;
        }

        @Override
        public @Nullable ByteBuffer key() {
            return buffer(keyText);
        }

        @Override
        public @Nullable ByteBuffer value() {
            return buffer(valueText);
        }
    }
}
