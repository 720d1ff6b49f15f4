package io.qanat.it.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/// Our broker in a process of its own, to be halted or killed.
public final class NodeProcess implements BrokerProcess, AutoCloseable {
    private final Path data;
    private final Process process;
    private final InetSocketAddress address;

    private NodeProcess(Path data, Process process, InetSocketAddress address) {
        this.data = data;
        this.process = process;
        this.address = address;
    }

    /// The process itself: starts on the folder, prints where it listens, and stops when its input
    /// ends.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (var node = QanatNode.start(Path.of(arguments[0]))) {
            System.out.println(node.address().getPort());
            while (System.in.read() >= 0) {
                // Only the end matters.
            }
        }
    }

    public static NodeProcess start(Path data) throws IOException {
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeProcess.class.getName(),
                        data.toString());
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader output = process.inputReader();
        String port = output.readLine();
        if (port == null) {
            throw new IOException(
                    "the broker ended before it listened, exit "
                            + process.onExit().join().exitValue());
        }
        var address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
        return new NodeProcess(data, process, address);
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public Path dataFolder() {
        return data;
    }

    @Override
    public Pause pause() {
        return Pause.of(process);
    }

    /// As `kill -9`: nothing of it runs any more when this returns.
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
