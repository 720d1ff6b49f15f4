/// Kafka's property names, translated once at the edge. Called by the `fromProperties` methods on
/// the caller's thread.
@NullMarked
package io.qanat.client.internal.config;

import org.jspecify.annotations.NullMarked;
