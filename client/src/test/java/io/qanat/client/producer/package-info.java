@NullMarked
package io.qanat.client.producer;

import org.jspecify.annotations.NullMarked;
