/// The requests, responses and headers, one record each, generated at build time from Kafka's
/// schemas. Clients and brokers build them with builders, read them with `read` and hand them to
/// [io.qanat.protocol.Frame]. All of them are immutable and belong to no thread; their lists and
/// buffers are not copied, so a message that was read is valid as long as the bytes it was read
/// from.
@NullMarked
package io.qanat.protocol.message;

import org.jspecify.annotations.NullMarked;
