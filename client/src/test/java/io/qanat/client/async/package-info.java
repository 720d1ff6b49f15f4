@NullMarked
package io.qanat.client.async;

import org.jspecify.annotations.NullMarked;
