/// Apache Kafka itself, in a process and on a class path of its own: the yardstick.
@NullMarked
package io.qanat.it.kafka;

import org.jspecify.annotations.NullMarked;
