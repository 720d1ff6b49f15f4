package io.qanat.protocol.metadata;

import io.qanat.protocol.Message;

/// The body of a record in the metadata log.
public interface MetadataMessage extends Message {

    /// What kind of record it is.
    MetadataRecordType recordType();
}
