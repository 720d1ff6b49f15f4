package io.qanat.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameAssemblerTest {
    private static final int LIMIT = 4 * 1024 * 1024;

    private final FrameAssembler assembler = new FrameAssembler(LIMIT);

    @Test
    void assemblesFramesFromAnyPieces() {
        Seed.run(
                "frames",
                random -> {
                    // Given
                    List<ByteBuffer> frames = new ArrayList<>();
                    int[] sizes = {
                        0, 1, 3, 100, 16_380, 16_381, 20_000, 300_000, 1_100_000, 5, LIMIT, 7
                    };
                    for (int size : sizes) {
                        frames.add(bytes(random, size));
                    }

                    // When
                    List<ByteBuffer> assembled = feed(ByteBuffer.wrap(join(frames)), random);

                    // Then
                    assertThat(assembled).isEqualTo(frames);

                    assertThat(assembler.isMidFrame()).isFalse();
                });
    }

    @Test
    void assemblesFramesThatComeByteByByte() {
        // Given
        List<ByteBuffer> frames =
                List.of(
                        ByteBuffer.wrap(new byte[] {1, 2, 3}),
                        Absent.BYTES,
                        ByteBuffer.wrap(new byte[] {4}));
        List<ByteBuffer> assembled = new ArrayList<>();

        // When
        for (byte b : join(frames)) {
            assembler.space().put(b);
            assembler.next().ifPresent(assembled::add);
        }

        // Then
        assertThat(assembled).isEqualTo(frames);
    }

    @Test
    void handsOutFramesThatLaterBytesDoNotTouch() {
        // Given
        assembler.space().put(new byte[] {0, 0, 0, 2, 7, 7});
        ByteBuffer first = assembler.next().orElseThrow();

        // When
        assembler.space().put(new byte[] {0, 0, 0, 2, 8, 8});
        assembler.next();

        // Then
        assertThat(first).isEqualTo(ByteBuffer.wrap(new byte[] {7, 7}));
    }

    @Test
    void knowsThatAConnectionEndedInsideAFrame() {
        // When
        assembler.space().put(new byte[] {0, 0, 0, 9, 1});

        // Then
        assertThat(assembler.next()).isEmpty();
        assertThat(assembler.isMidFrame()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {LIMIT + 1, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
    void refusesSizesOutsideTheLimit(int size) {
        // Given
        assembler.space().putInt(size);

        // When // Then
        assertThatThrownBy(assembler::next)
                .isInstanceOf(ProtocolException.class)
                .hasMessage("frame of %d bytes, above the limit of %d", size, LIMIT);
    }

    @ParameterizedTest
    @CsvSource({
        "15030100, TLS",
        "16030300, TLS",
        "16030102, TLS",
        "47455420, HTTP",
        "504f5354, HTTP"
    })
    void namesWhatIsNoFrame(String firstBytes, String protocol) {
        // Given
        assembler.space().putInt(Integer.parseUnsignedInt(firstBytes, 16));

        // When // Then
        assertThatThrownBy(assembler::next)
                .isInstanceOf(ProtocolException.class)
                .hasMessageStartingWith(protocol);
    }

    @Test
    void reservesNoMemoryForBytesThatHaveNotCome() {
        // Given
        FrameAssembler generous = new FrameAssembler(FrameAssembler.FRAME_BYTES_MAX);
        generous.space()
                .putInt(FrameAssembler.FRAME_BYTES_MAX)
                .put("begin".getBytes(StandardCharsets.US_ASCII));

        // When
        Optional<ByteBuffer> frame = generous.next();

        // Then
        assertThat(frame).isEmpty();
        assertThat(generous.space().capacity()).isLessThanOrEqualTo(256 * 1024);
    }

    private List<ByteBuffer> feed(ByteBuffer bytes, Random random) {
        List<ByteBuffer> frames = new ArrayList<>();
        while (bytes.hasRemaining()) {
            ByteBuffer space = assembler.space();
            assertThat(space.hasRemaining()).isTrue();
            int room = Math.min(space.remaining(), bytes.remaining());
            int size = random.nextBoolean() ? room : 1 + random.nextInt(room);
            space.put(bytes.slice(bytes.position(), size));
            bytes.position(bytes.position() + size);
            for (var frame = assembler.next(); frame.isPresent(); frame = assembler.next()) {
                frames.add(frame.get());
            }
        }
        return frames;
    }

    private static byte[] join(List<ByteBuffer> frames) {
        int size = frames.stream().mapToInt(frame -> 4 + frame.remaining()).sum();
        ByteBuffer bytes = ByteBuffer.allocate(size);
        frames.forEach(frame -> bytes.putInt(frame.remaining()).put(frame.duplicate()));
        return bytes.array();
    }

    private static ByteBuffer bytes(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }
}
