package io.qanat.log;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The data folder is held by somebody else, in this process or another.
public final class FolderInUseException extends LogException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String note;

    FolderInUseException(Path folder, Optional<String> note) {
        super("the data folder " + folder + " is in use by another process", null);
        this.note = note.orElse(null);
    }

    /// The line that the holder left; empty when the holder is foreign. A holder that was killed
    /// leaves a note behind, which a foreign holder does not remove: a guest that finds nobody at
    /// the address in the note has found a foreign holder.
    public Optional<String> note() {
        return Optional.ofNullable(note);
    }
}
