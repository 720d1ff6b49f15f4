package io.qanat.cli.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Where a data folder's two sockets are. Immutable.
///
/// @param broker the socket of the broker, which clients connect to
/// @param control the socket of the owner, which guests hold open
record Sockets(Path broker, Path control) {
    /// The system allows 103 to 107 bytes; a socket is made under a longer name beside its place
    /// before it moves there.
    private static final int PATH_BYTES_MAX = 90;

    private static final String BROKER_SUFFIX = ".sock";
    private static final String CONTROL_SUFFIX = ".ctl";
    private static final int HASH_BYTES = 8;

    private static Sockets named(Path place, String name) {
        return new Sockets(
                place.resolve(name + BROKER_SUFFIX), place.resolve(name + CONTROL_SUFFIX));
    }

    /// The sockets that the owner of a folder makes: inside, or in the user's runtime folder when
    /// that path is too long.
    static Sockets of(Path folder, Path runtimeFolder) throws IOException {
        var inside = named(folder.toRealPath(), "qanat");
        if (fits(inside.broker())) {
            return inside;
        }
        makePrivate(runtimeFolder);
        var outside = named(runtimeFolder.toRealPath(), hash(folder.toRealPath()));
        if (!fits(outside.broker())) {
            throw new IOException(
                    "no place for a socket: " + outside.broker() + " is too long a path");
        }
        return outside;
    }

    /// The sockets that the owner's note in the lock file names.
    static Sockets noted(Path folder, String note) throws IOException {
        var broker = folder.toRealPath().resolve(note);
        var name = broker.getFileName().toString();
        return new Sockets(
                broker, broker.resolveSibling(name.replace(BROKER_SUFFIX, CONTROL_SUFFIX)));
    }

    /// The owner's note: a name alone when the sockets are inside, so that the folder may be known
    /// by several paths.
    String note(Path folder) throws IOException {
        var real = folder.toRealPath();
        return broker.startsWith(real) ? real.relativize(broker).toString() : broker.toString();
    }

    /// What clients take for the broker's address.
    String bootstrap() {
        return "unix:" + broker;
    }

    private static boolean fits(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length <= PATH_BYTES_MAX;
    }

    /// Others of this machine may write to the parent: a folder that is not ours alone is refused.
    private static void makePrivate(Path runtimeFolder) throws IOException {
        var onlyOwner = PosixFilePermissions.fromString("rwx------");
        if (!Files.exists(runtimeFolder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(runtimeFolder.getParent());
            Files.createDirectory(runtimeFolder, PosixFilePermissions.asFileAttribute(onlyOwner));
        }
        var permissions = Files.getPosixFilePermissions(runtimeFolder, LinkOption.NOFOLLOW_LINKS);
        if (!Files.isDirectory(runtimeFolder, LinkOption.NOFOLLOW_LINKS)
                || !onlyOwner.containsAll(permissions)
                || !isOurs(runtimeFolder)) {
            throw new IOException(runtimeFolder + " is no folder of this user alone (mode 0700)");
        }
    }

    /// Whether the folder has the owner that a file gets which this process makes: a process may
    /// have no user name.
    private static boolean isOurs(Path folder) throws IOException {
        var probe = Files.createTempFile(folder, "probe", null);
        try {
            return Files.getOwner(probe).equals(Files.getOwner(folder));
        } finally {
            Files.delete(probe);
        }
    }

    private static String hash(Path path) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(path.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
