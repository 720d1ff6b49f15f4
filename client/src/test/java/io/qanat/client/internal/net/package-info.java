@NullMarked
package io.qanat.client.internal.net;

import org.jspecify.annotations.NullMarked;
