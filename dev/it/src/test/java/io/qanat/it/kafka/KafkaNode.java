package io.qanat.it.kafka;

import io.qanat.it.node.BrokerProcess;
import io.qanat.it.node.Folders;
import io.qanat.it.node.Pause;
import io.qanat.it.peer.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/// One Apache Kafka node, broker and controller in one process of its own, formatted in a fresh
/// folder. Confined to one thread.
public final class KafkaNode implements BrokerProcess, AutoCloseable {
    private static final Duration START_TIME_MAX = Duration.ofSeconds(60);
    private static final Duration STOP_TIME_MAX = Duration.ofSeconds(20);
    private static final int SECOND_TRANSACTIONS = 2;

    private final Path folder;
    private final int port;
    private final int proxiedPort;
    private Process process;

    private KafkaNode(Path folder, int port, int proxiedPort, Process process) {
        this.folder = folder;
        this.port = port;
        this.proxiedPort = proxiedPort;
        this.process = process;
    }

    public static KafkaNode start() throws IOException {
        return start(SECOND_TRANSACTIONS);
    }

    /// Starts a node whose cluster has agreed on a version of transactions: below 2 clients enrol
    /// partitions themselves (KIP-890).
    public static KafkaNode start(int transactionVersion) throws IOException {
        Path folder = Files.createTempDirectory("qanat-kafka");
        int port = freePort();
        format(folder, properties(folder, port, freePort()), transactionVersion);
        return started(folder, port, port);
    }

    /// A node with a second listener, which a proxy lies before. Topics are not created by being
    /// asked for.
    ///
    /// @param proxyPort the port of the proxy, where clients that enter there are told to go
    public static KafkaNode startBehind(int proxyPort) throws IOException {
        Path folder = Files.createTempDirectory("qanat-kafka");
        int port = freePort();
        int proxiedPort = freePort();
        int controllerPort = freePort();
        String properties =
                properties(folder, port, controllerPort)
                        + proxied(port, controllerPort, proxiedPort, proxyPort);
        format(folder, properties, SECOND_TRANSACTIONS);
        return started(folder, port, proxiedPort);
    }

    private static void format(Path folder, String properties, int transactionVersion)
            throws IOException {
        Path config = folder.resolve("server.properties");
        Files.writeString(config, properties);
        List<String> format =
                List.of(
                        "format",
                        "-c",
                        config.toString(),
                        "-t",
                        "MkU3OEVBNTcwNTJENDM2Qg",
                        "--feature",
                        "eligible.leader.replicas.version=0",
                        "--feature",
                        "transaction.version=" + transactionVersion);
        Program.succeed(KafkaJars.command("kafka.tools.StorageTool", format), new byte[0]);
    }

    private static KafkaNode started(Path folder, int port, int proxiedPort) throws IOException {
        var node = new KafkaNode(folder, port, proxiedPort, launched(folder));
        node.awaitListener();
        return node;
    }

    /// As `kill -9`: nothing of it runs any more when this returns.
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /// Starts it again on what is in its folder, once it was killed or stopped.
    public void restart() throws IOException {
        process = launched(folder);
        awaitListener();
    }

    private static Process launched(Path folder) throws IOException {
        var config = List.of(folder.resolve("server.properties").toString());
        return new ProcessBuilder(KafkaJars.command("kafka.Kafka", config))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /// Where a proxy before it leads.
    public InetSocketAddress proxied() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), proxiedPort);
    }

    @Override
    public Path dataFolder() {
        return folder.resolve("data");
    }

    @Override
    public Pause pause() {
        return Pause.of(process);
    }

    /// Ends it in order; its folder stays until [#close()].
    public void stop() {
        process.destroy();
        try {
            process.onExit().get(STOP_TIME_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            process.destroyForcibly().onExit().join();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        Folders.delete(folder);
    }

    private void awaitListener() throws IOException {
        try {
            Awaitility.await("the listener of Apache Kafka")
                    .atMost(START_TIME_MAX)
                    .pollInterval(Duration.ofMillis(50))
                    .failFast("Apache Kafka ended early", () -> !process.isAlive())
                    .until(this::answers);
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw new IllegalStateException(Files.readString(folder.resolve("output")), e);
        }
    }

    private boolean answers() {
        try (var socket = new Socket()) {
            socket.connect(address());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// The node's id and the rest follow our broker, so that answers of the two compare. Retention,
    /// which would take the old timestamps of the samples for a reason, begins after an hour.
    private static String properties(Path folder, int port, int controllerPort) {
        return """
        process.roles=broker,controller
        node.id=0
        controller.quorum.voters=0@127.0.0.1:%2$d
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
        controller.listener.names=CONTROLLER
        listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
        log.dirs=%3$s
        log.initial.task.delay.ms=3600000
        num.partitions=1
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=1
        transaction.state.log.replication.factor=1
        transaction.state.log.num.partitions=1
        transaction.state.log.min.isr=1
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        group.initial.rebalance.delay.ms=0
        """
                .formatted(port, controllerPort, folder.resolve("data"));
    }

    /// What is said after all else counts.
    private static String proxied(int port, int controllerPort, int proxiedPort, int proxyPort) {
        return """
        listeners=PLAINTEXT://127.0.0.1:%1$d,PROXIED://127.0.0.1:%3$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d,PROXIED://127.0.0.1:%4$d
        listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT
        auto.create.topics.enable=false
        """
                .formatted(port, controllerPort, proxiedPort, proxyPort);
    }
}
