/// What is in a data folder, read without opening it: for tools that show and verify.
///
/// ```
/// FolderInspection -> PartitionVerification -> SegmentVerification -> SegmentBatches -> Disk
///                                              OffsetOrder, EpochAgreement, OffsetIndexCheck, TimeIndexCheck
/// ```
///
/// Nothing in here takes a lock or writes. A broker may have the folder open: files grow, roll and
/// vanish meanwhile, and the unfinished end of a partition is no damage. What is checked is decided
/// here again, apart from the code that repairs at a start, so that each can be held against the
/// other. Everything is confined to the caller's thread.
@NullMarked
package io.qanat.log.inspect;

import org.jspecify.annotations.NullMarked;
