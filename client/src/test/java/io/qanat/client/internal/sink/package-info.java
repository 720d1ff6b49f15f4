@NullMarked
package io.qanat.client.internal.sink;

import org.jspecify.annotations.NullMarked;
