/// Record batches of format 2: built on pooled chunks, iterated in place, validated, compressed.
///
/// ```
/// records -> BatchBuilder -> chunks -> (compressed chunks) -> BuiltBatch: buffers for the wire or the disk
/// bytes   -> RecordBatch (view) -> check of the CRC -> (decompressed) -> RecordCursor (view) -> records
/// ```
///
/// The client builds batches and reads fetched ones, the broker checks batches and gives them their
/// place, the log stores them untouched. Nothing in here knows topics, connections or files. No
/// class has a thread; each says what it may be shared with.
@NullMarked
package io.qanat.record;

import org.jspecify.annotations.NullMarked;
