/// Kafka's wire protocol without I/O: API keys, error codes, frames and the primitives that
/// messages are made of. Clients and brokers call it alike. Nothing here has a thread, a clock or a
/// socket: values are immutable, readers and writers belong to the thread that made them.
@NullMarked
package io.qanat.protocol;

import org.jspecify.annotations.NullMarked;
