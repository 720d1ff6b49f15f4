package io.qanat.record;

/// What the one record of a control batch says. Immutable.
///
/// ```
/// key:   version i16 = 0 | type i16: 0 abort, 1 commit, above that of no concern to readers
/// value: version i16 = 0 | coordinatorEpoch i32       (of abort and commit)
/// ```
///
/// A higher version may add fields at the end, so what lies behind the known ones is not looked at.
public sealed interface ControlRecord {
    /// A transaction of the batch's producer has ended in this partition.
    ///
    /// @param committed whether its records count; if not, they were aborted
    /// @param coordinatorEpoch the epoch of the coordinator that ended it
    record EndTransaction(boolean committed, int coordinatorEpoch) implements ControlRecord {}

    /// A marker that concerns only the log's own replication: readers pass over it.
    ///
    /// @param type its number
    record Other(int type) implements ControlRecord {}

    /// Reads the record that the cursor stands on.
    ///
    /// @throws CorruptRecordException when it is not a control record
    static ControlRecord of(RecordCursor cursor) {
        int type = ControlLayout.typeOf(cursor.key());
        return switch (type) {
            case ControlLayout.ABORT ->
                    new EndTransaction(false, ControlLayout.epochOf(cursor.value()));
            case ControlLayout.COMMIT ->
                    new EndTransaction(true, ControlLayout.epochOf(cursor.value()));
            default -> new Other(type);
        };
    }
}
