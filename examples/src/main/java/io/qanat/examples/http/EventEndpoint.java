package io.qanat.examples.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.qanat.publisher.EventHeader;
import io.qanat.publisher.EventPublisher;
import io.qanat.publisher.InvalidEventException;
import io.qanat.publisher.NotStartedException;
import io.qanat.publisher.OverloadedException;
import io.qanat.publisher.PublishOutcome;
import io.qanat.publisher.PublishOutcome.NotPublished;
import io.qanat.publisher.PublishOutcome.PossiblyPublished;
import io.qanat.publisher.PublishOutcome.Published;
import io.qanat.publisher.PublisherException;
import io.qanat.publisher.RefusedException;
import io.qanat.publisher.StoppedException;
import io.qanat.publisher.UnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Publishes the body of `POST /events/TOPIC/KEY` and answers when its outcome is known.
final class EventEndpoint implements HttpHandler {
    private static final int BODY_BYTES_MAX = 1024 * 1024;
    private static final int PATH_PARTS = 4;

    private final EventPublisher<String, String> publisher;

    EventEndpoint(EventPublisher<String, String> publisher) {
        this.publisher = publisher;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/", PATH_PARTS);
        byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
        if (!exchange.getRequestMethod().equals("POST") || path.length < PATH_PARTS) {
            Answers.send(exchange, 404, "POST /events/TOPIC/KEY");
        } else if (body.length > BODY_BYTES_MAX) {
            Answers.send(exchange, 413, "more than " + BODY_BYTES_MAX + " bytes");
        } else {
            publish(exchange, path[2], path[3], new String(body, StandardCharsets.UTF_8));
        }
    }

    private void publish(HttpExchange exchange, String topic, String key, String value)
            throws IOException {
        // Blocks a virtual thread, for as long as the delivery timeout at most.
        PublishOutcome outcome = publisher.send(topic, key, value, trace(exchange)).join();
        switch (outcome) {
            case Published at ->
                    Answers.send(
                            exchange, 200, at.topic() + " " + at.partition() + " " + at.offset());
            case NotPublished refused ->
                    Answers.send(exchange, status(refused.cause()), refused.cause().getMessage());
            case PossiblyPublished unknown ->
                    Answers.send(
                            exchange,
                            504,
                            "may be stored, may be not: " + unknown.cause().getMessage());
        }
    }

    /// 4xx is about the event, 429 and 503 ask to come back: nothing was stored.
    private static int status(PublisherException cause) {
        return switch (cause) {
            case InvalidEventException e -> 422;
            case OverloadedException e -> 429;
            case RefusedException e -> 403;
            case UnavailableException e -> 503;
            case StoppedException e -> 503;
            case NotStartedException e -> 500;
        };
    }

    private static List<EventHeader> trace(HttpExchange exchange) {
        String trace = exchange.getRequestHeaders().getFirst("traceparent");
        return trace == null ? List.of() : List.of(EventHeader.of("traceparent", trace));
    }
}
