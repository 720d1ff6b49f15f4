package io.qanat.client.producer;

import io.qanat.client.ClientException;
import io.qanat.client.producer.Timeline.Attempt;
import io.qanat.client.producer.Timeline.Result;
import java.util.List;
import java.util.Locale;

/// An outcome in words: a line that says it, and a line for each step that took part in it.
final class Explanation {
    private static final double NANOS_PER_MILLI = 1e6;

    private final StringBuilder text = new StringBuilder();

    private Explanation() {}

    static String of(Outcome outcome) {
        var explanation = new Explanation();
        explanation.text.append(headline(outcome));
        explanation.steps(outcome.timeline());
        return explanation.text.toString();
    }

    private static String headline(Outcome outcome) {
        String duration = millis(outcome.timeline().totalNanos());
        return switch (outcome) {
            case Outcome.Delivered delivered ->
                    "delivered to "
                            + delivered.topic()
                            + "-"
                            + delivered.partition()
                            + (delivered.offset() < 0 ? "" : " at offset " + delivered.offset())
                            + " after "
                            + duration;
            case Outcome.NotPersisted refused ->
                    "not persisted after " + duration + ": " + refused.cause().getMessage();
            case Outcome.PossiblyPersisted unknown ->
                    "possibly persisted after " + duration + ": " + unknown.cause().getMessage();
        };
    }

    private void steps(Timeline timeline) {
        step("metadata", timeline.metadataNanos());
        step("buffer", timeline.bufferNanos());
        step("linger", timeline.lingerNanos());
        step("queue", timeline.queueNanos());
        List<Attempt> attempts = timeline.attempts();
        // The omitted ones lie in the middle.
        int kept = timeline.attemptsOmitted() > 0 ? attempts.size() / 2 : attempts.size();
        for (int i = 0; i < attempts.size(); i++) {
            if (i == kept) {
                text.append("\n  ").append(timeline.attemptsOmitted()).append(" more attempts");
            }
            attempt(i < kept ? i + 1 : i + 1 + timeline.attemptsOmitted(), attempts.get(i));
        }
    }

    private void step(String name, long nanos) {
        if (nanos > 0) {
            text.append(String.format(Locale.ROOT, "\n  %-10s %s", name, millis(nanos)));
        }
    }

    private void attempt(int number, Attempt attempt) {
        text.append(
                String.format(
                        Locale.ROOT,
                        "\n  %-10s broker %d from %s on, %s: %s",
                        "attempt " + number,
                        attempt.brokerId(),
                        millis(attempt.startNanos()),
                        millis(attempt.tookNanos()),
                        result(attempt.result())));
    }

    private static String result(Result result) {
        return switch (result) {
            case Result.Acknowledged acknowledged -> "acknowledged";
            case Result.Open open -> "no answer yet";
            case Result.Failed(ClientException cause) ->
                    cause.errorCode().map(Enum::name).orElseGet(cause::getMessage);
        };
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / NANOS_PER_MILLI);
    }
}
