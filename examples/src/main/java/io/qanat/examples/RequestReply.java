package io.qanat.examples;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.TopicPartition;
import io.qanat.client.pattern.Reply;
import io.qanat.client.pattern.Requester;
import io.qanat.client.pattern.Responder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Request and reply over two topics: two requesters, each with a reply partition of its own.
///
/// Guarantee: each request ends once and in time, with its own reply, found by its correlation id,
/// or with what went wrong; nobody begins with a request that nobody waits for any more.
public final class RequestReply {
    static final String REQUESTS = "price-requests";
    static final String REPLIES = "price-replies";

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private RequestReply() {}

    /// Asks for prices, and for one that there is not, and returns what came of each request.
    public static List<String> run(String bootstrap) throws InterruptedException {
        Topics.create(bootstrap, REQUESTS, 2);
        Topics.create(bootstrap, REPLIES, 2);
        var connection = ConnectionConfig.of(BootstrapServers.parse(bootstrap));
        try (Responder prices =
                        Responder.open(
                                connection,
                                REQUESTS,
                                request -> price(Topics.text(request.value())));
                Requester shop =
                        Requester.open(connection, REQUESTS, new TopicPartition(REPLIES, 0));
                Requester office =
                        Requester.open(connection, REQUESTS, new TopicPartition(REPLIES, 1))) {
            for (Runnable loop : List.of(prices, shop, office)) {
                Thread.ofVirtual().start(loop);
            }
            var replies = new ArrayList<CompletableFuture<String>>();
            for (int article = 1; article <= 5; article++) {
                replies.add(ask(shop, "shop", "article-" + article));
                replies.add(ask(office, "office", "article-" + article));
            }
            replies.add(ask(shop, "shop", "unicorn"));
            return replies.stream().map(CompletableFuture::join).toList();
        }
    }

    private static CompletableFuture<String> ask(Requester requester, String who, String article) {
        byte[] bytes = article.getBytes(StandardCharsets.UTF_8);
        return requester
                .request(bytes, bytes, LIMIT)
                .thenApply(reply -> who + ": " + article + " " + text(reply));
    }

    private static String text(Reply reply) {
        return switch (reply) {
            case Reply.Answered(var record) -> "costs " + Topics.text(record.value());
            case Reply.Refused(var reason) -> "refused: " + reason;
            case Reply.Late(var limit) -> "no reply within " + limit;
            case Reply.NotSent(var cause) -> "not sent: " + cause.getMessage();
            case Reply.Busy(var open) -> "not sent, " + open + " wait";
            case Reply.Closed() -> "closed first";
        };
    }

    private static byte[] price(String article) {
        if (!article.startsWith("article-")) {
            throw new IllegalArgumentException("no such article");
        }
        int number = Integer.parseInt(article.substring("article-".length()));
        return Integer.toString(number * 10).getBytes(StandardCharsets.UTF_8);
    }

    /// Runs it and prints what came of each request.
    public static void main(String... arguments) throws InterruptedException {
        run(Topics.bootstrap(arguments)).forEach(System.out::println);
    }
}
