@NullMarked
package io.qanat.client.producer.partition;

import org.jspecify.annotations.NullMarked;
