/// Runs the examples against a broker in this process, and kills some of them.
@NullMarked
package io.qanat.examples;

import org.jspecify.annotations.NullMarked;
