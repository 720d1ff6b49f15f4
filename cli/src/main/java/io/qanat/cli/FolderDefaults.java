package io.qanat.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Where folders are when the user names none. Immutable.
///
/// @param environment the environment's variables
/// @param operatingSystem its name
/// @param home the user's home folder
record FolderDefaults(Map<String, String> environment, String operatingSystem, Path home) {
    static FolderDefaults of(Map<String, String> environment) {
        return new FolderDefaults(environment, System.getProperty("os.name"), home(environment));
    }

    /// Java takes the home folder from the system's table of users: whoever sets `HOME`, as a test
    /// or a container does, means another one.
    private static Path home(Map<String, String> environment) {
        var given = Path.of(environment.getOrDefault("HOME", ""));
        return given.isAbsolute() ? given : Path.of(System.getProperty("user.home"));
    }

    /// The data folder.
    Path data() {
        if (operatingSystem.toLowerCase(Locale.ROOT).startsWith("mac")) {
            return home.resolve("Library").resolve("Application Support").resolve("Qanat");
        }
        return absolute("XDG_DATA_HOME", home.resolve(".local").resolve("share")).resolve("qanat");
    }

    /// The folder for sockets whose place is too long a path: the user's alone, gone after a
    /// restart.
    Path runtime() {
        var shared = Path.of(System.getProperty("java.io.tmpdir"));
        var own = absolute("XDG_RUNTIME_DIR", shared);
        return own.resolve(own.equals(shared) ? "qanat-" + home.getFileName() : "qanat");
    }

    /// The XDG specification has relative paths ignored.
    private Path absolute(String variable, Path otherwise) {
        var value = Path.of(environment.getOrDefault(variable, ""));
        return value.isAbsolute() ? value : otherwise;
    }
}
