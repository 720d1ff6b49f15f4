@NullMarked
package io.qanat.client.internal.routing;

import org.jspecify.annotations.NullMarked;
