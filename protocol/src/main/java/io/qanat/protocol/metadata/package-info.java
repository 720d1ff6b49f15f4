/// The records of a KRaft metadata log, generated at build time from Kafka's schemas, with the
/// envelope that stands around each. What keeps cluster state in a log calls it. All of them are
/// immutable and belong to no thread; lists and buffers are not copied.
@NullMarked
package io.qanat.protocol.metadata;

import org.jspecify.annotations.NullMarked;
