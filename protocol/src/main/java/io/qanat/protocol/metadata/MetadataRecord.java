package io.qanat.protocol.metadata;

import io.qanat.protocol.ProtocolException;
import io.qanat.protocol.UnsupportedVersionException;
import io.qanat.protocol.WireReader;
import io.qanat.protocol.WireSize;
import io.qanat.protocol.WireWriter;
import java.nio.ByteBuffer;

/// One record of the metadata log: a body in the version that it is stored in. Immutable.
///
/// ```
/// frame version  api key  version  body       the first three are unsigned varints; the frame version is 1
/// ```
///
/// @param body the record
/// @param version the version of its schema
public record MetadataRecord(MetadataMessage body, int version) {
    private static final int FRAME_VERSION = 1;

    /// The body in its newest version.
    public static MetadataRecord of(MetadataMessage body) {
        return new MetadataRecord(body, body.recordType().maxVersion());
    }

    /// Reads the value of a record in the metadata log.
    ///
    /// @throws UnsupportedVersionException when the record is of a kind or version not known here
    public static MetadataRecord read(ByteBuffer value) {
        WireReader in = new WireReader(value);
        int frame = in.readUnsignedVarint("MetadataRecord.frameVersion");
        if (frame != FRAME_VERSION) {
            throw new UnsupportedVersionException("metadata record frame version " + frame);
        }
        int id = in.readUnsignedVarint("MetadataRecord.apiKey");
        int version = in.readUnsignedVarint("MetadataRecord.version");
        MetadataRecordType type =
                MetadataRecordType.of(id)
                        .orElseThrow(() ->
                                new ProtocolException("metadata record of unknown kind " + id));
        MetadataRecord metadata = new MetadataRecord(type.read(in, version), version);
        in.expectEnd(type.name());
        return metadata;
    }

    /// The value of a record in the metadata log.
    public ByteBuffer toBytes() {
        int id = body.recordType().id();
        int head =
                WireSize.ofUnsignedVarint(FRAME_VERSION)
                        + WireSize.ofUnsignedVarint(id)
                        + WireSize.ofUnsignedVarint(version);
        WireWriter out = new WireWriter(head + body.size(version));
        out.writeUnsignedVarint(FRAME_VERSION);
        out.writeUnsignedVarint(id);
        out.writeUnsignedVarint(version);
        body.write(out, version);
        return out.buffers()[0];
    }
}
