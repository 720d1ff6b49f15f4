package io.qanat.log;

import java.io.IOException;

/// The disk failed in what was asked, or holds bytes that cannot be right. Of a failed append
/// nothing is stored.
public final class StorageException extends LogException {
    private static final long serialVersionUID = 1L;

    StorageException(String message, IOException cause) {
        super(message, cause);
    }
}
