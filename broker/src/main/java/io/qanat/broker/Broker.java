package io.qanat.broker;

import io.qanat.broker.api.ApiTable;
import io.qanat.broker.api.NodeSettings;
import io.qanat.broker.api.RequestDecoder;
import io.qanat.broker.net.Listeners;
import io.qanat.broker.net.NetLimits;
import io.qanat.broker.topics.MetadataLog;
import io.qanat.broker.topics.Topics;
import io.qanat.log.DataFolder;
import io.qanat.log.Log;
import io.qanat.log.LogException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/// A durable Kafka broker inside this process: node 0 of a cluster of one. Thread-safe.
///
/// It starts without a door. [#listen(InetSocketAddress)] and [#listen(Path)] open doors at any
/// time.
public final class Broker implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(Broker.class.getName());

    private final Log log;
    private final Topics topics;
    private final Listeners listeners;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Broker(Log log, Topics topics, Listeners listeners) {
        this.log = log;
        this.topics = topics;
        this.listeners = listeners;
    }

    /// Starts a broker on a data folder, which stays the caller's to close, after the broker.
    ///
    /// @throws LogException if the folder cannot be used
    public static Broker start(BrokerConfig config, DataFolder folder) throws InterruptedException {
        Log log =
                Log.open(
                        folder,
                        config.log(),
                        System::nanoTime,
                        task ->
                                Thread.ofPlatform()
                                        .daemon()
                                        .name("qanat-log-writer")
                                        .unstarted(task));
        boolean started = false;
        try {
            var clock = InstantSource.system();
            Topics topics =
                    Topics.open(
                            log,
                            new MetadataLog(log, clock),
                            config.messageBytesMax(),
                            UUID::randomUUID);
            BrokerConfig bounded = config.withFetchBytesMax(fetchBytesMax(config));
            var settings =
                    new NodeSettings(
                            bounded.autoCreateTopics(),
                            bounded.partitionsDefault(),
                            bounded.fetchBytesMax(),
                            BrokerValues.of(bounded, folder.path()));
            var apis = ApiTable.of(settings, log, topics, clock, System::nanoTime);
            var limits = NetLimits.of(config.connectionsMax(), config.requestBytesMax());
            var broker =
                    new Broker(
                            log,
                            topics,
                            new Listeners(
                                    new RequestDecoder(apis, System::nanoTime),
                                    limits,
                                    System::nanoTime));
            LOGGER.log(
                    System.Logger.Level.INFO,
                    "broker started folder={0} syncPolicy={1}",
                    folder.path(),
                    config.log().syncPolicy());
            started = true;
            return broker;
        } finally {
            if (!started) {
                log.close();
            }
        }
    }

    // An answer is in memory as a whole: a small heap gives small answers.
    private static int fetchBytesMax(BrokerConfig config) {
        return Math.clamp(Runtime.getRuntime().maxMemory() / 8, 1, config.fetchBytesMax());
    }

    /// Opens a TCP door. Whoever can reach the address can use the broker: give a loopback address
    /// unless that is wanted.
    ///
    /// @param address where to listen; port 0 takes any free one
    /// @return the bound address
    public InetSocketAddress listen(InetSocketAddress address) {
        try {
            return listeners.listen(address);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "cannot listen on " + address + ": " + failed.getMessage(), failed);
        }
    }

    /// Opens a door that only processes of the same user can use, a Unix-domain socket of mode
    /// 0600. Its clients are guests.
    ///
    /// @param socket where the socket stands; a file that is there is replaced
    public void listen(Path socket) {
        try {
            listeners.listen(socket);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "cannot listen on " + socket + ": " + failed.getMessage(), failed);
        }
    }

    /// How many connections there are by Unix-domain sockets.
    public int guests() {
        return listeners.guests();
    }

    /// Waits until nobody is connected by a Unix-domain socket.
    public void awaitNoGuests() throws InterruptedException {
        listeners.awaitNoGuests();
    }

    /// The cluster's id.
    public UUID clusterId() {
        return log.clusterId();
    }

    /// What opening the data folder found and repaired, one line each; empty in ordinary life.
    public List<String> findings() {
        var findings = new ArrayList<>(log.recovery().findings());
        findings.addAll(topics.findings());
        return findings;
    }

    /// Closes the doors, answers what is in flight, makes everything durable and closes all files.
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            listeners.close();
            topics.stop();
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "closing the broker's listeners: " + failed.getMessage(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            log.close();
        }
    }
}
