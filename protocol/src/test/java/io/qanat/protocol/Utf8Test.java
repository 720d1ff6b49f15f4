package io.qanat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {

    @Test
    void writesAndSizesTextLikeTheJdk() {
        Seed.run(
                "text",
                random -> {
                    for (int i = 0; i < 20_000; i++) {
                        // Given
                        String text = text(random.nextInt(12), random);
                        byte[] expected = text.getBytes(StandardCharsets.UTF_8);

                        // When
                        WireWriter out = new WireWriter(WireSize.ofString(text, false));
                        out.writeString(text, false);

                        // Then
                        ByteBuffer bytes = out.buffers()[0];
                        assertThat(Utf8.size(text)).isEqualTo(expected.length);
                        assertThat(bytes.getShort()).isEqualTo((short) expected.length);
                        assertThat(bytes).isEqualTo(ByteBuffer.wrap(expected));
                    }
                });
    }

    /// Any UTF-16 units, surrogates without partners too.
    private static String text(int length, Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(
                    (char)
                            switch (random.nextInt(5)) {
                                case 0 -> random.nextInt(0x80);
                                case 1 -> random.nextInt(0x800);
                                case 2 -> random.nextInt(0x1_0000);
                                case 3 -> 0xd800 + random.nextInt(0x400);
                                default -> 0xdc00 + random.nextInt(0x400);
                            });
        }
        return text.toString();
    }
}
