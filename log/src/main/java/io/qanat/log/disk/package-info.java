/// The one door to the disk.
///
/// Everything that the log does to files goes through [io.qanat.log.disk.Disk]:
/// [io.qanat.log.disk.FileDisk] is the real one, and a simulated one can lose, tear and delay what
/// was not synced. Nothing here knows what the bytes mean. Called by the log writer thread, and by
/// readers for reads.
@NullMarked
package io.qanat.log.disk;

import org.jspecify.annotations.NullMarked;
