/// Interceptors that most applications want: a log, a trace header, counts.
///
/// Called by producers, on the threads that [Interceptor][io.qanat.client.producer.Interceptor]
/// names.
@NullMarked
package io.qanat.client.producer.interceptor;

import org.jspecify.annotations.NullMarked;
