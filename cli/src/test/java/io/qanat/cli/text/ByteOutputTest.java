package io.qanat.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ByteOutputTest {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
    private final ByteOutput out = new ByteOutput(stream);

    @Test
    void handsNothingOnBeforeItIsFull() {
        // When
        out.put("a".repeat(BUFFER_BYTES));

        // Then
        assertThat(stream.size()).isZero();
        out.put((byte) 'b');
        assertThat(stream.size()).isEqualTo(BUFFER_BYTES);
    }

    @Test
    void writesTextAsUtf8AndNumbersAsDigits() {
        // When
        out.put("é ");
        out.put(-12L);
        out.put((byte) '\n');
        out.flush();

        // Then
        assertThat(stream.toString(StandardCharsets.UTF_8)).isEqualTo("é -12\n");
    }

    @Test
    void splitsWhatIsLargerThanItsBuffer() {
        // Given
        var bytes = new byte[3 * BUFFER_BYTES + 17];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        out.put((byte) 7);

        // When
        out.put(ByteBuffer.wrap(bytes));
        out.flush();

        // Then
        assertThat(stream.toByteArray()).startsWith(7).endsWith(bytes).hasSize(bytes.length + 1);
    }

    @Test
    void writesWhatRemainsOfABufferAndLeavesItsPosition() {
        // Given
        var buffer = ByteBuffer.allocateDirect(6).put("abcdef".getBytes(StandardCharsets.UTF_8));
        buffer.position(2).limit(5);

        // When
        out.put(buffer);
        out.flush();

        // Then
        assertThat(stream.toString(StandardCharsets.UTF_8)).isEqualTo("cde");
        assertThat(buffer.position()).isEqualTo(2);
    }

    @Test
    void doesNotTryAgainWhatABrokenStreamDidNotTake() {
        // Given
        var broken = new BrokenStream();
        var failing = new ByteOutput(broken);
        failing.put("lost");

        // When
        assertThatThrownBy(failing::flush)
                .isInstanceOfSatisfying(
                        OutputException.class, e -> assertThat(e.isReaderGone()).isTrue());
        broken.isBroken = false;
        failing.put("next");
        failing.flush();

        // Then
        assertThat(broken.taken.toString(StandardCharsets.UTF_8)).isEqualTo("next");
    }

    private static final class BrokenStream extends OutputStream {
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private boolean isBroken = true;

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            if (isBroken) {
                throw new IOException("Broken pipe");
            }
            taken.write(bytes, from, count);
        }
    }
}
