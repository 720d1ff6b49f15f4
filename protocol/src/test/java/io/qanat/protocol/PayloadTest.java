package io.qanat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class PayloadTest {
    private final ByteBuffer first = ByteBuffer.wrap(new byte[] {1, 2, 3});
    private final ByteBuffer second = ByteBuffer.wrap(new byte[] {4, 5}).position(1);

    @Test
    void joinsWhatLiesBetweenPositionsAndLimits() {
        // When
        Payload payload = Payload.of(first, second);

        // Then
        assertThat(payload.sizeInBytes()).isEqualTo(4);
        assertThat(payload.joined()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3, 5}));
    }

    @Test
    void joinsASingleBufferWithoutCopying() {
        assertThat(Payload.of(first).joined().array()).isSameAs(first.array());
    }

    @Test
    void keepsItsBytesWhenBuffersAreMoved() {
        // Given
        Payload payload = Payload.of(first, second);

        // When
        first.position(3);
        payload.buffers().getFirst().position(2);
        payload.joined().position(1);

        // Then
        assertThat(payload.joined()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3, 5}));
    }

    @Test
    void equalsAPayloadOfTheSameBytesInOtherPieces() {
        // Given
        Payload pieces = Payload.of(first, second);
        Payload whole = Payload.of(pieces.joined());

        // When // Then
        assertThat(pieces).isEqualTo(whole).hasSameHashCodeAs(whole).isNotEqualTo(Payload.EMPTY);
    }
}
