/// The durable log of all partitions of one data folder.
@NullMarked
package io.qanat.log;

import org.jspecify.annotations.NullMarked;
