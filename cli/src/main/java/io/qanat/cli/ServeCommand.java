package io.qanat.cli;

import io.qanat.cli.embedded.EmbeddedFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `serve`: a broker for other programs, on loopback, until it is stopped.
@Command(name = "serve", description = "Runs a broker for Kafka clients on the loopback interface.")
final class ServeCommand extends QanatCommand {
    private static final int PORT_MAX = 65_535;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "For Kafka clients; 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "Accepted, but this version has no HTTP gateway.")
    private @Nullable Integer httpPort;

    @Mixin private DataFolderOption dataFolder = new DataFolderOption();

    @Mixin private SyncOption sync = new SyncOption();

    ServeCommand(Terminal terminal, StopSignal stop) {
        super(terminal, stop);
    }

    @Override
    ExitCode run() {
        if (port < 0 || port > PORT_MAX) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--port " + port + " is not within 0 to " + PORT_MAX);
        }
        try (var reach = Reach.of(dataFolder.open(terminal, stop, sync.config()), terminal)) {
            terminal.say(SyncOption.promise(sync.inForce(reach)));
            listen(reach.folder().orElseThrow());
            stop.stoppable(() -> new CountDownLatch(1).await());
            stop.verify();
        }
        return ExitCode.OK;
    }

    private void listen(EmbeddedFolder folder) {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            var bound = folder.listen(address);
            terminal.say(
                    "Kafka clients: "
                            + bound.getAddress().getHostAddress()
                            + ":"
                            + bound.getPort());
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    "cannot listen on port "
                            + port
                            + ": "
                            + CommandFailure.line(e)
                            + "; is another broker running? --port 0 takes any free one",
                    e);
        }
        if (httpPort != null) {
            terminal.say("this version has no HTTP gateway: nothing listens on port " + httpPort);
        }
    }
}
