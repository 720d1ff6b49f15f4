package io.qanat.log.wal;

import java.io.IOException;

/// A write-ahead log in a format that this version does not know.
public final class WalVersionException extends IOException {
    private static final long serialVersionUID = 1;

    WalVersionException(int version) {
        super(
                "the write-ahead log is of version "
                        + version
                        + ", which only a newer version can read: open the folder with that one");
    }
}
