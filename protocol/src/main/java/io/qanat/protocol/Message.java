package io.qanat.protocol;

/// A message or a struct of one, as the schemas define it.
public interface Message {

    /// The number of bytes that [#write] writes, payload included.
    int size(int version);

    /// Writes this message in the given version, to a writer with room for exactly that.
    ///
    /// @throws UnsupportedVersionException when a field is set that the version can neither carry
    ///   nor drop
    void write(WireWriter out, int version);

    /// The part of the size that travels by reference.
    default long payloadSizeInBytes() {
        return 0;
    }
}
