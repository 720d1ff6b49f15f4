@NullMarked
package io.qanat.client.pattern;

import org.jspecify.annotations.NullMarked;
