package io.qanat.log;

import java.io.IOException;

/// The disk has no room. Nothing of what was asked is stored; the same works when there is room
/// again.
public final class DiskFullException extends LogException {
    private static final long serialVersionUID = 1L;

    DiskFullException(IOException cause) {
        super("the disk is full: " + cause.getMessage(), cause);
    }
}
