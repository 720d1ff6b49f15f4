package io.qanat.examples.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.publisher.EventHeader;
import io.qanat.publisher.InvalidEventException;
import io.qanat.publisher.MemoryEvent;
import io.qanat.publisher.MemoryPublisher;
import io.qanat.publisher.OverloadedException;
import io.qanat.publisher.PublisherException;
import io.qanat.publisher.RefusedException;
import io.qanat.publisher.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The application with the adapter in memory, as its own developers would test it.
@Timeout(60)
class HttpApplicationTest {
    private final MemoryPublisher<String, String> publisher = new MemoryPublisher<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpApplication application;

    @BeforeEach
    void start() throws IOException {
        application = new HttpApplication(publisher, 0);
        application.start();
    }

    @AfterEach
    void stop() {
        application.close();
        client.close();
    }

    @Test
    void publishesWhatIsPosted() throws Exception {
        // When
        HttpResponse<String> answer = post("/events/orders/7", "paid");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("orders 0 0\n");
        assertThat(publisher.events())
                .containsExactly(
                        new MemoryEvent<>(
                                "orders",
                                0,
                                "7",
                                "paid",
                                List.of(EventHeader.of("traceparent", "00-ab-cd-01"))));
    }

    @Test
    void tellsErrorsApart() throws Exception {
        assertThat(statusFor(new InvalidEventException("no bytes", null))).isEqualTo(422);
        assertThat(statusFor(new RefusedException("not allowed", null))).isEqualTo(403);
        assertThat(statusFor(new OverloadedException("full", null))).isEqualTo(429);
        assertThat(statusFor(new UnavailableException("gone", null))).isEqualTo(503);
        publisher.doubtNext(new UnavailableException("gone", null));
        assertThat(post("/events/orders/7", "paid").statusCode()).isEqualTo(504);
        assertThat(post("/elsewhere", "paid").statusCode()).isEqualTo(404);
        assertThat(post("/events/orders/7", "x".repeat(1_100_000)).statusCode()).isEqualTo(413);
        assertThat(publisher.events()).isEmpty();
    }

    private int statusFor(PublisherException cause) throws Exception {
        publisher.refuseNext(cause);
        return post("/events/orders/7", "paid").statusCode();
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + application.port() + path))
                        .header("traceparent", "00-ab-cd-01")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
