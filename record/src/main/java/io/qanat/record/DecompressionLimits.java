package io.qanat.record;

/// How far compressed records may unfold. Immutable.
///
/// A few compressed bytes can stand for gigabytes, so nothing is unfolded without a bound.
///
/// @param outputBytesMax the most bytes that one batch may unfold to
/// @param ratioMax the most times its compressed size that a batch may unfold to, once it is above
///   [#RATIO_FREE_BYTES]
public record DecompressionLimits(int outputBytesMax, int ratioMax) {
    /// Up to this size the ratio is not looked at: short runs of equal bytes compress without
    /// limit.
    public static final int RATIO_FREE_BYTES = 1 << 20;

    /// 256 MiB, and the ratio of about a thousand that gzip can reach at all.
    public static final DecompressionLimits DEFAULT = new DecompressionLimits(256 << 20, 1100);

    /// Refuses limits that allow nothing.
    public DecompressionLimits {
        if (outputBytesMax < 1 || ratioMax < 1) {
            throw new IllegalArgumentException(
                    "limits must be at least 1: " + outputBytesMax + ", " + ratioMax);
        }
    }

    /// The most bytes that so many compressed bytes may unfold to.
    int outputBytesMax(int compressedBytes) {
        long byRatio = Math.max(RATIO_FREE_BYTES, (long) compressedBytes * ratioMax);
        return (int) Math.min(outputBytesMax, byRatio);
    }
}
