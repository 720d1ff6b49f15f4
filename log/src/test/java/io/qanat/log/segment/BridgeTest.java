package io.qanat.log.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BridgeTest {
    private static final Damage DAMAGE = new Damage(100, 400, 10, 20, 3, "a wrong checksum");

    @Test
    void isOneGapWhenNothingIsLeft() throws IOException {
        // Given
        var bridge = new Bridge(DAMAGE, SpareBatches.NONE, Long.MAX_VALUE);
        // When / Then
        assertThat(bridge.next()).hasValue(GapBatch.of(10, 20, 3));
        assertThat(bridge.next()).isEmpty();
        assertThat(bridge).hasToString(", offsets 10 to 19 lost");
    }

    @Test
    void hasEveryBatchThatIsLeftAndGapsBetweenThem() throws IOException {
        // Given
        SpareBatches spare = spare(batch(12, 14, 3), batch(14, 15, 4), batch(17, 18, 4));
        var bridge = new Bridge(DAMAGE, spare, Long.MAX_VALUE);
        // When / Then
        assertThat(bridge.next()).hasValue(GapBatch.of(10, 12, 3));
        assertThat(bridge.next()).hasValue(batch(12, 14, 3));
        assertThat(bridge.next()).hasValue(batch(14, 15, 4));
        assertThat(bridge.next()).hasValue(GapBatch.of(15, 17, 4));
        assertThat(bridge.next()).hasValue(batch(17, 18, 4));
        assertThat(bridge.next()).hasValue(GapBatch.of(18, 20, 4));
        assertThat(bridge.next()).isEmpty();
        assertThat(bridge)
                .hasToString(
                        ", offsets 10 to 11 lost, offsets 12 to 14 written again"
                                + ", offsets 15 to 16 lost, offsets 17 to 17 written again"
                                + ", offsets 18 to 19 lost");
    }

    @Test
    void hasNoBatchThatGoesOverItsEnd() throws IOException {
        // Given
        var bridge = new Bridge(DAMAGE, spare(batch(19, 22, 3)), Long.MAX_VALUE);
        // When / Then
        assertThat(bridge.next()).hasValue(GapBatch.of(10, 20, 3));
        assertThat(bridge.next()).isEmpty();
    }

    private static SpareBatches spare(ByteBuffer... batches) {
        List<ByteBuffer> all = Arrays.asList(batches);
        return offset ->
                all.stream()
                        .filter(batch -> BatchHeader.at(batch, 0).baseOffset() >= offset)
                        .findFirst();
    }

    private static ByteBuffer batch(long from, long to, int epoch) {
        return GapBatch.of(from, to, epoch);
    }
}
