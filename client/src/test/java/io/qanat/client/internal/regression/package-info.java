/// Published bugs of other producers, each as a schedule: ours comes through it, and a producer
/// with the bug does not.
///
/// Such a producer is ours with other numbers on its batches, or with its memory returned too
/// early.
@NullMarked
package io.qanat.client.internal.regression;

import org.jspecify.annotations.NullMarked;
