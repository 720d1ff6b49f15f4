package io.qanat.cluster;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The process of a node: formats its folder when that is new, then is Apache Kafka.
///
/// Tied, it ends when its input does: whoever started it holds the other end of that pipe, and lets
/// go of it also by dying.
final class NodeMain {
    private static final String CLUSTER_ID = "MkU3OEVBNTcwNTJENDM2Qg";
    private static final int TIE_BROKEN_EXIT = 9;

    private NodeMain() {}

    /// Becomes the node.
    ///
    /// @param arguments the settings file, the data folder, `tied` or `free`, further arguments of
    ///   the storage tool's `format`
    public static void main(String[] arguments) throws ReflectiveOperationException {
        String config = arguments[0];
        if (arguments[2].equals("tied")) {
            Thread.ofPlatform().daemon().name("tie").start(NodeMain::endWithInput);
        }
        if (!Files.exists(Path.of(arguments[1], "meta.properties"))) {
            format(config, List.of(arguments).subList(3, arguments.length));
        }
        Class.forName("kafka.Kafka")
                .getMethod("main", String[].class)
                .invoke(null, (Object) new String[] {config});
    }

    private static void format(String config, List<String> options)
            throws ReflectiveOperationException {
        var line = new ArrayList<>(List.of("format", "-c", config, "-t", CLUSTER_ID));
        line.addAll(options);
        Object code =
                Class.forName("kafka.tools.StorageTool")
                        .getMethod("execute", String[].class, PrintStream.class)
                        .invoke(null, line.toArray(String[]::new), System.out);
        if (!Integer.valueOf(0).equals(code)) {
            throw new IllegalStateException("the format of " + config + " ended with " + code);
        }
    }

    private static void endWithInput() {
        try {
            while (System.in.read() >= 0) {
                // Only the end matters.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Runtime.getRuntime().halt(TIE_BROKEN_EXIT);
        }
    }
}
