package io.qanat.bench.restart;

import io.qanat.bench.Settings;
import java.nio.file.Path;

/// What a folder of this benchmark holds. Immutable.
///
/// @param path the folder
/// @param topics how many topics, named `bench-0` and so on
/// @param partitions partitions of each topic
/// @param batches batches of one record in each partition
/// @param batchBytes the size of a record's value
record Store(Path path, int topics, int partitions, int batches, int batchBytes) {
    static Store of(Settings settings) {
        return new Store(
                Path.of(settings.text("folder", "target/restart")),
                settings.number("topics", 100),
                settings.number("partitions", 100),
                settings.number("batches", 1),
                settings.number("batch", 1000));
    }

    int allPartitions() {
        return topics * partitions;
    }

    static String topic(int index) {
        return "bench-" + index;
    }
}
