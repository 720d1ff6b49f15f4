package io.qanat.cluster;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command lines of nodes. Immutable.
///
/// @param jars the folder of Apache Kafka's jars
/// @param isTied whether the nodes end with the process that started them
public record NodeCommand(Path jars, boolean isTied) {
    private static final List<String> JVM =
            List.of(
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:-UsePerfData",
                    "-Xshare:auto",
                    "--enable-native-access=ALL-UNNAMED");

    List<String> line(Path config, Path data) {
        var line = new ArrayList<String>();
        if (!isTied) {
            // A session of its own: neither Ctrl-C nor the end of the terminal reaches it.
            line.addAll(
                    List.of(
                            "sh",
                            "-c",
                            "command -v setsid >/dev/null && exec setsid \"$@\"; exec \"$@\"",
                            "sh"));
        }
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(JVM);
        String path = jars.resolve("*") + System.getProperty("path.separator") + ownClasses();
        line.addAll(List.of("-cp", path, NodeMain.class.getName()));
        line.addAll(List.of(config.toString(), data.toString(), isTied ? "tied" : "free"));
        return line;
    }

    private static Path ownClasses() {
        try {
            return Path.of(
                    NodeMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
