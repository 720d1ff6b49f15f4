@NullMarked
package io.qanat.client.internal.config;

import org.jspecify.annotations.NullMarked;
