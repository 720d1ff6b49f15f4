package io.qanat.examples.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qanat.client.consumer.ConsumedRecord;
import io.qanat.examples.EmbeddedBroker;
import io.qanat.examples.Program;
import io.qanat.examples.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class HttpApplicationIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int CALLERS = 8;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir private Path data;

    /// Each event that was answered with 200, and where the answer says that it is.
    private final Map<String, String> answered = new ConcurrentHashMap<>();

    @Test
    void drainsWhenItIsToldToEnd() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(data);
                Program program = Program.start(HttpApplication.class, broker.bootstrap(), "0")) {
            // Given
            List<Thread> callers = callers(address(program));
            await().atMost(LIMIT).until(() -> answered.size() >= 200);

            // When
            program.terminate();
            int exit = program.awaitEnd();

            // Then
            join(callers);
            assertThat(exit).isEqualTo(143);
            assertThat(program.lines()).contains("stopped, drained");
            Map<String, List<String>> stored = stored(broker);
            answered.forEach(
                    (event, place) -> assertThat(stored.get(event)).containsExactly(place));
            assertThat(stored.values()).allMatch(places -> places.size() == 1);
        }
    }

    @Test
    void losesNothingThatItAnsweredWhenItIsKilled() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(data);
                Program program = Program.start(HttpApplication.class, broker.bootstrap(), "0")) {
            // Given
            List<Thread> callers = callers(address(program));
            await().atMost(LIMIT).until(() -> answered.size() >= 200);

            // When
            program.kill();
            program.awaitEnd();

            // Then
            join(callers);
            Map<String, List<String>> stored = stored(broker);
            answered.forEach(
                    (event, place) -> assertThat(stored.get(event)).containsExactly(place));
        }
    }

    @Test
    void isReadyOnceTheBrokerIsThere() throws Exception {
        // Given
        int port = freePort();
        try (Program program = Program.start(HttpApplication.class, "127.0.0.1:" + port, "0")) {
            String address = address(program);
            HttpResponse<String> before = ready(address);

            // When
            try (EmbeddedBroker broker = EmbeddedBroker.start(data, port)) {
                await().atMost(LIMIT).until(() -> ready(address).statusCode() == 200);

                // Then
                assertThat(before.statusCode()).isEqualTo(503);
                assertThat(before.body()).startsWith("STARTING");
                assertThat(post(address, "one").statusCode()).isEqualTo(200);
                assertThat(stored(broker)).containsOnlyKeys("one");
            }
            await().atMost(LIMIT).until(() -> ready(address).body().startsWith("TROUBLED"));
        }
    }

    private static String address(Program program) {
        await().atMost(LIMIT).until(() -> !program.lines().isEmpty());
        String line = program.lines().getFirst();
        assertThat(line).startsWith("listening on ");
        return line.substring("listening on ".length());
    }

    /// Callers that post events until they are not answered any more.
    private List<Thread> callers(String address) {
        var callers = new ArrayList<Thread>();
        for (int caller = 0; caller < CALLERS; caller++) {
            String name = "caller-" + caller;
            callers.add(Thread.ofVirtual().start(() -> call(address, name)));
        }
        return callers;
    }

    private void call(String address, String name) {
        try {
            for (int i = 0; ; i++) {
                HttpResponse<String> answer = post(address, name + "-" + i);
                if (answer.statusCode() == 200) {
                    answered.put(name + "-" + i, answer.body().strip());
                }
            }
        } catch (IOException e) {
            // The application is gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(List<Thread> callers) throws InterruptedException {
        for (Thread caller : callers) {
            assertThat(caller.join(LIMIT)).isTrue();
        }
    }

    private static Map<String, List<String>> stored(EmbeddedBroker broker)
            throws InterruptedException {
        var stored = new HashMap<String, List<String>>();
        for (ConsumedRecord record : Topics.read(broker.bootstrap(), "orders")) {
            stored.computeIfAbsent(Topics.text(record.value()), event -> new ArrayList<>())
                    .add("orders " + record.partition() + " " + record.offset());
        }
        return stored;
    }

    private static HttpResponse<String> post(String address, String event)
            throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(URI.create(address + "/events/orders/7"))
                        .POST(HttpRequest.BodyPublishers.ofString(event))
                        .build());
    }

    private static HttpResponse<String> ready(String address)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address + "/ready")).build());
    }

    private static HttpResponse<String> send(HttpRequest request)
            throws IOException, InterruptedException {
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
