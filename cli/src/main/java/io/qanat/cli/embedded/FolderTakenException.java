package io.qanat.cli.embedded;

import java.io.IOException;
import java.nio.file.Path;

/// A data folder is held by a process that shares it with nobody, such as Apache Kafka.
public final class FolderTakenException extends IOException {
    private static final long serialVersionUID = 1L;

    FolderTakenException(Path folder) {
        super(
                "the data folder "
                        + folder
                        + " is in use by a process that is no qanat command: stop it, or choose another folder with"
                        + " --data-dir");
    }
}
