/// The port's Kafka adapter against a scripted broker on a real socket.
@NullMarked
package io.qanat.client.publish;

import org.jspecify.annotations.NullMarked;
