package io.qanat.it.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// kcat, librdkafka's command line, in one run per burst. It tells the offset of each record, but
/// not which record that is: with one request at a time, or as an idempotent producer, reports come
/// in the order of the records.
final class KcatLoad implements Load {
    private static final int RECORDS = 1_500;
    private static final long RUN_SECONDS_MAX = 90;
    private static final Pattern DELIVERED =
            Pattern.compile("% Message delivered to partition 0 \\(offset (\\d+)\\).*");

    private static final String ONE_BY_ONE = "-X max.in.flight=1 ";
    private static final String IDEMPOTENT = "-X enable.idempotence=true -X max.in.flight=5 ";

    /// Small requests, and quick to notice that the broker is back.
    private static final String SETTINGS =
            "-X acks=all -X batch.num.messages=20 -X queue.buffering.max.ms=1"
                    + " -X reconnect.backoff.max.ms=200 -X retry.backoff.ms=50"
                    + " -X topic.metadata.refresh.fast.interval.ms=50";

    private final List<String> command;
    private final Account account;
    private @Nullable Process process;
    private @Nullable Thread reports;

    /// The first record that was not reported on.
    private final AtomicInteger next = new AtomicInteger();

    KcatLoad(String bootstrap, String topic, Account account) {
        this.account = account;
        String mode = account.isIdempotent() ? IDEMPOTENT : ONE_BY_ONE;
        var line = "kcat -P -E -vv -b %s -t %s -p 0 " + mode + SETTINGS;
        this.command = List.of(line.formatted(bootstrap, topic).split(" "));
    }

    @Override
    public void begin() {
        try {
            Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
            process = started;
            reports =
                    Thread.ofPlatform()
                            .daemon()
                            .name("reports-" + account.writer())
                            .start(() -> take(started.inputReader()));
            try (OutputStream input = started.getOutputStream()) {
                for (int i = 0; i < RECORDS; i++) {
                    input.write(new Payload(account.writer(), account.send()).bytes());
                    input.write('\n');
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(BufferedReader output) {
        output.lines()
                .forEach(line -> {
                    Matcher delivered = DELIVERED.matcher(line);
                    if (delivered.matches()) {
                        account.acknowledged(
                                next.getAndIncrement(), Long.parseLong(delivered.group(1)));
                    } else if (line.startsWith("% Delivery failed")) {
                        account.unsure(next.getAndIncrement());
                    }
                });
    }

    @Override
    public void end() {
        Process running = process;
        Thread taking = reports;
        if (running == null || taking == null) {
            return;
        }
        try {
            if (!running.waitFor(RUN_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new AssertionError("no end of " + command);
            }
            taking.join();
            // It gave up.
            while (next.get() < account.sum().sent()) {
                account.unsure(next.getAndIncrement());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process = null;
    }

    @Override
    public void close() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
        }
    }
}
