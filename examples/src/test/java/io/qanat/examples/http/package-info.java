/// Runs the HTTP application, in this process and in one of its own that is told to end, or killed.
@NullMarked
package io.qanat.examples.http;

import org.jspecify.annotations.NullMarked;
