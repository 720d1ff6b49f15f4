package io.qanat.examples.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.qanat.publisher.EventPublisher;
import io.qanat.publisher.PublisherStatus;
import java.io.IOException;

/// Tells whoever spreads the load whether events would be stored: 200 or 503, and why not.
final class ReadyEndpoint implements HttpHandler {
    private final EventPublisher<String, String> publisher;

    ReadyEndpoint(EventPublisher<String, String> publisher) {
        this.publisher = publisher;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        PublisherStatus status = publisher.status();
        Answers.send(
                exchange, status.isReady() ? 200 : 503, status.phase() + " " + status.trouble());
    }
}
