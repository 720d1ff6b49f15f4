/// Transactions over coordinators that a test plays, in virtual time.
@NullMarked
package io.qanat.client.internal.transaction;

import org.jspecify.annotations.NullMarked;
