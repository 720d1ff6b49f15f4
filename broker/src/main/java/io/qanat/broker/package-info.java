/// The embedded durable broker.
@NullMarked
package io.qanat.broker;

import org.jspecify.annotations.NullMarked;
