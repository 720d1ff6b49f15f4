/// The drop-in beside the producer whose place it takes: the same cases on both, and Spring Kafka's
/// template on ours.
@NullMarked
package io.qanat.it.compat;

import org.jspecify.annotations.NullMarked;
