package io.qanat.cli;

import io.qanat.cli.consume.RecordSink;
import io.qanat.cli.text.ByteOutput;
import io.qanat.cli.text.RecordView;

/// How records are written to an output. Immutable.
@FunctionalInterface
interface RecordWriter {
    /// Writes one record.
    void write(RecordView record, ByteOutput out);

    /// A sink that writes every record.
    default RecordSink to(ByteOutput out) {
        return new RecordSink() {
            @Override
            public void take(RecordView record) {
                write(record, out);
            }

            @Override
            public void flush() {
                out.flush();
            }
        };
    }
}
