package io.qanat.log;

/// The data folder is not one that this version can work in.
public final class FolderVersionException extends LogException {
    private static final long serialVersionUID = 1L;

    FolderVersionException(String message) {
        super(message, null);
    }
}
