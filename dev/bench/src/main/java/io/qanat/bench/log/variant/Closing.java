package io.qanat.bench.log.variant;

import java.io.IOException;
import java.io.UncheckedIOException;

/// The orderly end of a variant.
final class Closing {
    private Closing() {}

    static void close(Intake<?> intake, Thread thread, GroupSync sync, PartitionTable partitions) {
        intake.close();
        try {
            thread.join();
            partitions.close();
            sync.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
