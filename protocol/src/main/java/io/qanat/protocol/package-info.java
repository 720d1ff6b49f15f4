/// Kafka's wire protocol without I/O: messages, API keys, error codes, framing and primitives.
@NullMarked
package io.qanat.protocol;

import org.jspecify.annotations.NullMarked;
