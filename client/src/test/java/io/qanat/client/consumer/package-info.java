@NullMarked
package io.qanat.client.consumer;

import org.jspecify.annotations.NullMarked;
