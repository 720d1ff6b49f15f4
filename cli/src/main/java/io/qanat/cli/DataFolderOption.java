package io.qanat.cli;

import io.qanat.broker.BrokerConfig;
import io.qanat.cli.embedded.EmbeddedFolder;
import io.qanat.log.LogException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option that names the embedded broker's data folder. Confined to the main thread.
final class DataFolderOption {
    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "The data folder of the embedded broker (default: a folder of the user).")
    private @Nullable Path path;

    boolean isGiven() {
        return path != null;
    }

    /// Where the folder is.
    Path path(Terminal terminal) {
        if (path == null) {
            return FolderDefaults.of(terminal.environment()).data();
        }
        // An empty variable in a script must not fill the folder that it happens to run in.
        if (path.toString().isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, "--data-dir is empty");
        }
        return path.toAbsolutePath();
    }

    /// Opens the folder, or enters where another command has it open.
    EmbeddedFolder open(Terminal terminal, StopSignal stop) {
        return open(terminal, stop, BrokerConfig.DEFAULT);
    }

    /// Opens the folder with a broker that behaves in a certain way, or enters where another
    /// command has it open.
    EmbeddedFolder open(Terminal terminal, StopSignal stop, BrokerConfig config) {
        var defaults = FolderDefaults.of(terminal.environment());
        var place = new EmbeddedFolder.Place(path(terminal), defaults.runtime(), config);
        try {
            var opened = EmbeddedFolder.open(place, terminal.nanos(), witness(terminal, stop));
            stop.onRaise(opened::hurry);
            return opened;
        } catch (IOException | LogException e) {
            throw Failures.unreachable(e);
        }
    }

    private static EmbeddedFolder.Witness witness(Terminal terminal, StopSignal stop) {
        return new EmbeddedFolder.Witness() {
            @Override
            public void says(String line) {
                terminal.say(line);
            }

            @Override
            public void lost(Exception cause) {
                stop.raise(Failures.unreachable(cause));
            }
        };
    }
}
