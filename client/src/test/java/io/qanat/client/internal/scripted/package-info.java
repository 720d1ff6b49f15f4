/// Brokers and a network that do what a test tells them, in the test's own thread and time.
@NullMarked
package io.qanat.client.internal.scripted;

import org.jspecify.annotations.NullMarked;
