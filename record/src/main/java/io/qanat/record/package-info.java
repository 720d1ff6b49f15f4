/// Record batches of format 2: built on pooled chunks, iterated in place, validated, compressed.
@NullMarked
package io.qanat.record;

import org.jspecify.annotations.NullMarked;
