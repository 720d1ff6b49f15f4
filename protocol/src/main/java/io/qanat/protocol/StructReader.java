package io.qanat.protocol;

/// How one struct is read: its generated `read` method.
///
/// @param <T> the struct
public interface StructReader<T> {

    /// Reads one struct of the given message version.
    T read(WireReader in, int version);
}
