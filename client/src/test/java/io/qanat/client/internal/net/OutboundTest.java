package io.qanat.client.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutboundTest {
    private final Outbound outbound = new Outbound();

    @Test
    void writesEverythingInOrder() throws IOException {
        // Given
        var channel = new NarrowChannel(Integer.MAX_VALUE);
        outbound.add(buffers("one ", "two "));
        outbound.add(buffers("three"));

        // When
        long bytes = outbound.writeTo(channel);

        // Then
        assertThat(bytes).isEqualTo(13);
        assertThat(channel).hasToString("one two three");
        assertThat(outbound.isEmpty()).isTrue();
    }

    @Test
    void goesOnInTheMiddleOfABuffer() throws IOException {
        // Given
        var channel = new NarrowChannel(5);
        outbound.add(buffers("one ", "two ", "three"));

        // When
        while (!outbound.isEmpty()) {
            outbound.writeTo(channel);
        }

        // Then
        assertThat(channel).hasToString("one two three");
    }

    @Test
    void writesMoreBuffersThanTheSystemTakesAtOnce() throws IOException {
        // Given
        var channel = new NarrowChannel(Integer.MAX_VALUE);
        for (int i = 0; i < 3000; i++) {
            outbound.add(buffers("x"));
        }

        // When
        while (!outbound.isEmpty()) {
            outbound.writeTo(channel);
        }

        // Then
        assertThat(channel.toString()).hasSize(3000);
    }

    @Test
    void forgetsWhatIsCleared() {
        // Given
        outbound.add(buffers("x"));

        // When
        outbound.clear();

        // Then
        assertThat(outbound.isEmpty()).isTrue();
    }

    private static ByteBuffer[] buffers(String... texts) {
        var buffers = new ByteBuffer[texts.length];
        for (int i = 0; i < texts.length; i++) {
            buffers[i] = ByteBuffer.wrap(texts[i].getBytes(StandardCharsets.US_ASCII));
        }
        return buffers;
    }

    /// Takes so many bytes at once.
    private static final class NarrowChannel implements GatheringByteChannel {
        private final int bytesPerWrite;
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

        private NarrowChannel(int bytesPerWrite) {
            this.bytesPerWrite = bytesPerWrite;
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            long written = 0;
            for (int i = offset; i < offset + length; i++) {
                while (sources[i].hasRemaining() && written < bytesPerWrite) {
                    taken.write(sources[i].get());
                    written++;
                }
            }
            return written;
        }

        @Override
        public long write(ByteBuffer[] sources) {
            return write(sources, 0, sources.length);
        }

        @Override
        public int write(ByteBuffer source) {
            return (int) write(new ByteBuffer[] {source});
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}

        @Override
        public String toString() {
            return taken.toString(StandardCharsets.US_ASCII);
        }
    }
}
