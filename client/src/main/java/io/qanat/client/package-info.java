/// What every client shares: where the cluster is, which names are legal, how things fail.
@NullMarked
package io.qanat.client;

import org.jspecify.annotations.NullMarked;
