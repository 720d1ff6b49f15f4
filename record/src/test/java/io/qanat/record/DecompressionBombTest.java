package io.qanat.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Few bytes that claim to be many cost no more memory than the limits allow.
class DecompressionBombTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "SNAPPY", "LZ4", "ZSTD"})
    void aBombIsRefusedWithBoundedMemory(Compression compression) {
        // Given
        ByteBuffer folded = compressed(compression, new byte[16 << 20]);
        RecordBatch batch = RecordBatch.of(Forged.batch(compression, folded, 1));
        DecompressionLimits limits = new DecompressionLimits(2 << 20, 1100);

        // When
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Throwable thrown = catchThrowable(() -> batch.records(limits));
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        // Then
        assertThat(thrown).isInstanceOf(CorruptRecordException.class);
        assertThat(allocated).isLessThan(3L * limits.outputBytesMax() + (1 << 20));
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "LZ4", "ZSTD"})
    void unfoldingIsBoundedByTheRatio(Compression compression) {
        // Given
        ByteBuffer folded = compressed(compression, new byte[2 << 20]);
        RecordBatch batch = RecordBatch.of(Forged.batch(compression, folded, 1));

        // When
        Throwable thrown =
                catchThrowable(() -> batch.records(new DecompressionLimits(256 << 20, 100)));

        // Then
        assertThat(thrown).isInstanceOf(CorruptRecordException.class);
    }

    private static ByteBuffer compressed(Compression compression, byte[] records) {
        return Codecs.of(compression)
                .compress(records, records.length, compression.levelDefault(), Workbench.take());
    }
}
