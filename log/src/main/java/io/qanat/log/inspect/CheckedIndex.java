package io.qanat.log.inspect;

import java.nio.file.Path;

/// An index file that is compared with its batches. Immutable.
///
/// @param path the file
/// @param baseOffset the offset that its entries count from
/// @param isSettled whether it is finished; else it may lack the newest batches, name some that
///   came later, and have room for more, which Apache Kafka fills with zeros
/// @param isOurs whether Qanat wrote it
/// @param flaws takes what is wrong with it
record CheckedIndex(Path path, long baseOffset, boolean isSettled, boolean isOurs, Flaws flaws) {
    /// Takes what is wrong with an index.
    @FunctionalInterface
    interface Flaws {
        void flaw(Path file, long position, String text);
    }
}
