@NullMarked
package io.qanat.client.internal.connection;

import org.jspecify.annotations.NullMarked;
