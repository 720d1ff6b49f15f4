package io.qanat.broker.net;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/// A bound Unix-domain socket that only its owner may use. Immutable.
///
/// @param server the bound socket
/// @param path where guests find it
record GuestSocket(ServerSocketChannel server, Path path) {
    /// Binds a socket of mode 0600 at the path; a file that a broker left there is replaced.
    static GuestSocket bind(Path path, int backlog) throws IOException {
        // A socket is born with the mode that the umask leaves. So it is born in a directory that
        // is closed to others, and
        // moves to its place once its own mode is right: there is no moment in which another user
        // could connect.
        Path cradle = path.resolveSibling(path.getFileName() + ".d");
        Path born = cradle.resolve("s");
        Files.deleteIfExists(born);
        Files.deleteIfExists(cradle);
        Files.createDirectory(
                cradle,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(born), backlog);
            Files.setPosixFilePermissions(born, PosixFilePermissions.fromString("rw-------"));
            Files.move(born, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException failed) {
            server.close();
            Files.deleteIfExists(born);
            throw failed;
        } finally {
            Files.delete(cradle);
        }
        return new GuestSocket(server, path);
    }

    /// Removes the socket's file; a socket that is bound stays bound.
    void delete() throws IOException {
        Files.deleteIfExists(path);
    }
}
