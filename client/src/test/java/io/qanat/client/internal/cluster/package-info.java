@NullMarked
package io.qanat.client.internal.cluster;

import org.jspecify.annotations.NullMarked;
