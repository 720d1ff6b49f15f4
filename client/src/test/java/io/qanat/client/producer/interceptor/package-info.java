@NullMarked
package io.qanat.client.producer.interceptor;

import org.jspecify.annotations.NullMarked;
