package io.qanat.log.wal;

import java.nio.file.Path;

/// A part of the write-ahead log that was durable once and is no more. Immutable.
///
/// @param path the file in which the next undamaged entry is
/// @param position where that entry begins
/// @param fromLsn the LSN of the first byte that is missing
/// @param toLsn the LSN of that entry
public record WalDamage(Path path, long position, long fromLsn, long toLsn) {}
