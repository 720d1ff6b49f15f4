@NullMarked
package io.qanat.client;

import org.jspecify.annotations.NullMarked;
