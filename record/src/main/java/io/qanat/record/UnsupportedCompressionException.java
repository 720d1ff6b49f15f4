package io.qanat.record;

/// A codec whose library is not on the class path.
public final class UnsupportedCompressionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsupportedCompressionException(Compression compression, String artifact, Throwable cause) {
        super(
                "compression %s needs the library %s, which cannot be loaded (%s): add it to the class path"
                        .formatted(compression.configName(), artifact, cause),
                cause);
    }
}
