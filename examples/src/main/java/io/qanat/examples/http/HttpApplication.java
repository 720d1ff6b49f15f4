package io.qanat.examples.http;

import com.sun.net.httpserver.HttpServer;
import io.qanat.client.producer.Serializer;
import io.qanat.client.publish.KafkaPublisher;
import io.qanat.client.publish.PublisherConfig;
import io.qanat.publisher.EventPublisher;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;

/// An HTTP application whose publisher starts and stops with it.
///
/// Guarantee: an event that was answered with 200 is stored, at the offset that the answer names,
/// also when the application is killed right after. On SIGTERM it takes no more connections,
/// answers what it has begun, and waits for the outcomes of its events.
public final class HttpApplication implements AutoCloseable {
    private static final int DRAIN_SECONDS = 10;

    private final EventPublisher<String, String> publisher;
    private final HttpServer server;

    /// An application that publishes through any adapter: the Kafka one, or one in memory for
    /// tests.
    ///
    /// @param port 0 for any that is free
    public HttpApplication(EventPublisher<String, String> publisher, int port) throws IOException {
        this.publisher = publisher;
        server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/events/", new EventEndpoint(publisher));
        server.createContext("/ready", new ReadyEndpoint(publisher));
    }

    /// Begins to connect and to listen. Events that come before the broker is found wait for it.
    public void start() {
        publisher.start();
        server.start();
    }

    /// Where it listens.
    public int port() {
        return server.getAddress().getPort();
    }

    /// First no new requests, then no open events.
    @Override
    public void close() {
        server.stop(DRAIN_SECONDS);
        boolean isDrained = publisher.stop(Duration.ofSeconds(DRAIN_SECONDS));
        System.out.println(isDrained ? "stopped, drained" : "stopped, gave up events");
    }

    /// Runs it until it is told to end.
    ///
    /// @param arguments bootstrap servers and port
    public static void main(String... arguments) throws IOException {
        if (arguments.length != 2) {
            System.err.println(
                    "usage: http.HttpApplication BOOTSTRAP PORT, for example http.HttpApplication"
                            + " localhost:9092 8080");
            System.exit(2);
        }
        var config =
                PublisherConfig.fromMap(
                        Map.of(
                                "bootstrap_servers",
                                arguments[0],
                                "client_id",
                                "http-application",
                                "acks",
                                "all",
                                "request_timeout_ms",
                                5_000,
                                "delivery_timeout_ms",
                                10_000,
                                "topics",
                                "orders"));
        var application =
                new HttpApplication(
                        KafkaPublisher.create(config, Serializer.STRING, Serializer.STRING),
                        Integer.parseInt(arguments[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(application::close, "drain"));
        application.start();
        System.out.println("listening on http://127.0.0.1:" + application.port());
    }
}
