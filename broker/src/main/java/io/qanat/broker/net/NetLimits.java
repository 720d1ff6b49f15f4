package io.qanat.broker.net;

/// The bounds of what connections may hold. Immutable.
///
/// @param connectionsMax open connections; the next one is closed as soon as it is accepted
/// @param requestBytesMax one request's size; a larger one closes its connection
/// @param requestMemoryBytes memory for the large requests of all connections; at the bound readers
///   wait, first come first served
/// @param requestsQueuedMax unanswered requests of one connection; at the bound its reader waits
/// @param bytesQueuedMax bytes of one connection's unanswered requests; at the bound its reader
///   waits
public record NetLimits(
        int connectionsMax,
        int requestBytesMax,
        long requestMemoryBytes,
        int requestsQueuedMax,
        long bytesQueuedMax) {
    private static final long MEGABYTE = 1 << 20;

    /// Refuses a bound below 1.
    public NetLimits {
        if (connectionsMax < 1
                || requestBytesMax < 1
                || requestMemoryBytes < 1
                || requestsQueuedMax < 1
                || bytesQueuedMax < 1) {
            throw new IllegalArgumentException("every limit is at least 1");
        }
    }

    /// The default bounds with the two that a broker's configuration names.
    public static NetLimits of(int connectionsMax, int requestBytesMax) {
        return new NetLimits(
                connectionsMax, requestBytesMax, memoryBytesDefault(), 100, 64 * MEGABYTE);
    }

    // An eighth of the heap's bound, which is also the default bound of direct memory: a small JVM
    // stays small.
    private static long memoryBytesDefault() {
        return Math.clamp(Runtime.getRuntime().maxMemory() / 8, 8 * MEGABYTE, 256 * MEGABYTE);
    }
}
