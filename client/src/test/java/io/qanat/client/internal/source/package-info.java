@NullMarked
package io.qanat.client.internal.source;

import org.jspecify.annotations.NullMarked;
