/// Our broker as the tests run it: on a folder and a port of its own, in this process or in
/// another.
@NullMarked
package io.qanat.it.node;

import org.jspecify.annotations.NullMarked;
