/// A computer's disk that forgets what was not synced.
///
/// ```
///   SimDisk ── Directory (names now | names on the disk | unsynced changes of names)
///      │            └── Inode (bytes now | bytes on the disk | unsynced writes and truncates)
///      └── Fate: asked before every operation what is to become of it
/// ```
///
/// Files and names are independent, as POSIX has it at its worst: a power cut takes any part of the
/// unsynced writes of each file and any of the unsynced changes of each directory. One thread at a
/// time; the same seeds give the same bytes.
@NullMarked
package io.qanat.sim.disk;

import org.jspecify.annotations.NullMarked;
