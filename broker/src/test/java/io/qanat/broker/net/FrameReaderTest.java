package io.qanat.broker.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
    private static final int FRAME_BYTES_MAX = 1 << 20;

    /// A channel that gives at most a few bytes at a time, as sockets do.
    private static ReadableByteChannel channel(byte[] bytes, int bytesPerReadMax) {
        var in =
                new ByteArrayInputStream(bytes) {
                    @Override
                    public synchronized int read(byte[] target, int offset, int length) {
                        return super.read(target, offset, Math.min(length, bytesPerReadMax));
                    }

                    @Override
                    public synchronized int available() {
                        return 0;
                    }
                };
        return Channels.newChannel(in);
    }

    private FrameReader reader(byte[] bytes, int bytesPerReadMax) {
        return new FrameReader(channel(bytes, bytesPerReadMax), FRAME_BYTES_MAX);
    }

    private static byte[] frame(int size) {
        return ByteBuffer.allocate(4).putInt(size).array();
    }

    @Test
    void cutsAnyStreamIntoItsRequests() throws Exception {
        long seed = 20261121;
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            // Given
            List<byte[]> requests = new ArrayList<>();
            var stream = ByteBuffer.allocate(1 << 21);
            for (int i = 0; i < 10; i++) {
                byte[] request =
                        new byte
                                [FrameReader.FRAME_BYTES_MIN
                                        + random.nextInt(i % 3 == 0 ? 50_000 : 2000)];
                random.nextBytes(request);
                requests.add(request);
                stream.putInt(request.length).put(request);
            }
            byte[] bytes = new byte[stream.flip().remaining()];
            stream.get(bytes);
            FrameReader reader = reader(bytes, 1 + random.nextInt(40_000));

            for (int i = 0; i < requests.size(); i++) {
                // When
                int size = reader.nextSize();
                ByteBuffer frame =
                        i % 2 == 0 ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
                boolean isWhole = reader.read(frame);

                // Then
                assertThat(isWhole).isTrue();
                assertThat(frame)
                        .as("seed %d round %d", seed, round)
                        .isEqualTo(ByteBuffer.wrap(requests.get(i)));
            }
            assertThat(reader.nextSize()).isEqualTo(FrameReader.END);
        }
    }

    @Test
    void dropsRequestThatIsCutShort() throws Exception {
        // Given
        FrameReader reader = reader(ByteBuffer.allocate(9).putInt(100).array(), 100);

        // When
        int size = reader.nextSize();

        // Then
        assertThat(size).isEqualTo(100);
        assertThat(reader.read(ByteBuffer.allocate(size))).isFalse();
    }

    @Test
    void refusesSizesThatNoRequestHas() {
        for (int size : List.of(-1, 0, 7, FRAME_BYTES_MAX + 1, Integer.MIN_VALUE)) {
            assertThatThrownBy(() -> reader(frame(size), 4).nextSize())
                    .isInstanceOf(FrameException.class)
                    .hasMessageContaining(String.valueOf(size));
        }
    }

    @Test
    void recognizesTls() {
        byte[] hello = {0x16, 0x03, 0x01, 0x02};
        assertThatThrownBy(() -> reader(hello, 4).nextSize()).hasMessageContaining("TLS");
    }

    @Test
    void showsWhatElseThePeerMaySpeak() {
        byte[] http = "POST /".getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> reader(http, 4).nextSize()).hasMessageContaining("POST");
    }
}
