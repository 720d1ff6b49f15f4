package io.qanat.log.wal;

/// LSNs that an opening skipped: from where it found the log to end to where it went on.
///
/// What has such an LSN was written before that opening, behind a place that a crash tore, and was
/// never acknowledged. It stays where it is. Erasing it would not do: when the sync of the erasure
/// fails, a later power cut brings back what a reader saw erased, behind entries that were
/// acknowledged since. Immutable.
///
/// @param fromLsn the LSN after the last entry that counted
/// @param toLsn the LSN of the first entry that was written afterwards; the same when nothing was
///   skipped
record WalGap(long fromLsn, long toLsn) {
    static final WalGap NONE = new WalGap(0, 0);

    boolean contains(long lsn) {
        return fromLsn <= lsn && lsn < toLsn;
    }
}
