package io.qanat.cli.consume;

import io.qanat.cli.text.RecordView;

/// Where the records go that are read. Confined to the reader.
public interface RecordSink {
    /// Takes a record, whose view is good until this returns.
    void take(RecordView record);

    /// No further record may come for a while.
    void flush();
}
