/// Single requests on a bare socket: what brokers answer, byte by byte, without a client library
/// between.
///
/// The rules are classes without an address; each runs against our broker and, tagged `foreign`,
/// against Apache Kafka.
@NullMarked
package io.qanat.it.wire;

import org.jspecify.annotations.NullMarked;
