package io.qanat.cli.embedded;

import io.qanat.log.DataFolder;
import io.qanat.log.LogException;
import io.qanat.log.inspect.FolderUse;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/// The question who has a data folder open, which neither takes its lock nor changes anything in
/// it. Stateless.
public final class FolderHolder {
    private FolderHolder() {}

    /// Whether a command has the folder open, or had it until a crash; unknown when it is another
    /// program's.
    public static FolderUse use(Path folder) {
        try {
            Optional<String> note = DataFolder.holderNote(folder);
            if (note.isEmpty()) {
                return FolderUse.UNKNOWN;
            }
            var sockets = Sockets.noted(folder, note.get());
            return isListening(sockets.control()) ? FolderUse.OPEN : FolderUse.CRASHED;
        } catch (IOException | LogException e) {
            return FolderUse.UNKNOWN;
        }
    }

    private static boolean isListening(Path socket) {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            return false;
        }
    }
}
