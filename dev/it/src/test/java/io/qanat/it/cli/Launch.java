package io.qanat.it.cli;

import io.qanat.it.node.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The start of a command as the launcher does it: the jars of this build, with an archive of their
/// classes, which halves the time to start.
final class Launch {
    private static final Path JARS = Tree.root().resolve("cli/target/lib");
    private static final Path ARCHIVE = Tree.root().resolve("dev/it/target/classes.aot");

    /// C1 alone, since these processes live for a second.
    private static final List<String> OPTIONS =
            List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx96m",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Xlog:disable",
                    "-Xlog:all=error:stderr",
                    "-cp",
                    classPath());

    /// All of the command line but the arguments.
    static final List<String> COMMAND = command();

    private Launch() {}

    private static List<String> command() {
        try {
            if (isStale()) {
                rehearse();
            }
            return with("-XX:AOTCache=" + ARCHIVE, "io.qanat.cli.Qanat");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean isStale() throws IOException {
        if (!Files.exists(ARCHIVE)) {
            return true;
        }
        FileTime made = Files.getLastModifiedTime(ARCHIVE);
        for (Path jar : jars()) {
            if (Files.getLastModifiedTime(jar).compareTo(made) > 0) {
                return true;
            }
        }
        return false;
    }

    /// Without the archive all works as well, and slower.
    private static void rehearse() throws IOException, InterruptedException {
        Files.deleteIfExists(ARCHIVE);
        Path folder = Files.createTempDirectory("rehearsal");
        List<String> line =
                new ArrayList<>(with("-XX:AOTCacheOutput=" + ARCHIVE, "io.qanat.cli.Rehearsal"));
        line.add(folder.toString());
        new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        Folders.delete(folder);
    }

    private static List<String> with(String archive, String main) {
        var line = new ArrayList<>(OPTIONS);
        line.addAll(List.of(archive, main));
        return List.copyOf(line);
    }

    /// An archive is only good for the class path in the order that it was made with.
    private static String classPath() {
        try {
            return jars().stream().map(Path::toString).collect(Collectors.joining(":"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.list(JARS)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }
}
