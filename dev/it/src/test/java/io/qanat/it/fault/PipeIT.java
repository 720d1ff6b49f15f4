package io.qanat.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qanat.it.cli.Qanat;
import io.qanat.it.cli.RunningCommand;
import io.qanat.it.kafka.KafkaNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Lines piped through `qanat produce -b` while Apache Kafka is killed and restarted twice.
///
/// `-Dit.pipe.lines=1000000` is the whole proof; the tests' default is shorter.
@Tag("foreign")
@Timeout(1200)
final class PipeIT {
    private static final int LINES = Integer.getInteger("it.pipe.lines", 200_000);
    private static final int CHUNK_LINES = 1_000;
    private static final Duration END_MAX = Duration.ofMinutes(5);
    private static final Pattern LETTER =
            Pattern.compile(
                    "\"line\":(\\d+),\"persisted\":\"(no|possibly)\".*\"payload\":\"([^\"]*)\"}$");

    @TempDir private Path folder;
    private final String topic = "pipe-" + UUID.randomUUID();
    private int inTopicCount;

    /// What the dead letters hold.
    private record Letters(BitSet lost, BitSet possible) {}

    @Test
    void deliversEveryLineOnceWhenThereIsTime() throws Exception {
        int exitCode = pipe("patient", 1_000, List.of());

        assertThat(exitCode).isZero();
    }

    @Test
    void keepsEveryLineInTheTopicOrTheDeadLetters() throws Exception {
        int exitCode =
                pipe(
                        "hasty",
                        6_000,
                        List.of("-X", "delivery.timeout.ms=3000", "-X", "request.timeout.ms=1500"));

        assertThat(exitCode).isEqualTo(1);
        assertThat(inTopicCount).isPositive();
    }

    /// Pipes all lines through and checks the account; returns the exit code.
    private int pipe(String name, long outageMillis, List<String> options) throws Exception {
        long startNanos = System.nanoTime();
        Path dead = folder.resolve("dead.jsonl");
        try (var kafka = KafkaNode.start()) {
            // Given
            var command = new ArrayList<>(Qanat.bare("produce", topic, "-b", kafka.bootstrap()));
            command.addAll(List.of("--dead-letter", dead.toString()));
            command.addAll(options);
            int exitCode;
            try (var producer = RunningCommand.start(command).collecting()) {
                // When
                int part = LINES / 6;
                write(producer, 0, part);
                awaitMore(kafka, 0);
                killAndRestart(kafka, outageMillis, producer, part, 2 * part);
                long before = LineCounts.end(kafka.bootstrap(), topic);
                write(producer, 2 * part, 4 * part);
                awaitMore(kafka, before);
                killAndRestart(kafka, outageMillis, producer, 4 * part, 5 * part);
                write(producer, 5 * part, LINES);
                producer.closeInput();
                exitCode = producer.awaitExit(END_MAX);
                System.out.println(name + ": " + producer.errors());
            }
            // Then
            var topicLines = LineCounts.of(kafka.bootstrap(), topic);
            var letters = letters(dead);
            inTopicCount = topicLines.once().cardinality();
            keep(name, exitCode, topicLines, letters, startNanos);
            verify(exitCode, topicLines, letters);
            return exitCode;
        }
    }

    private static void verify(int exitCode, LineCounts topicLines, Letters letters) {
        assertThat(topicLines.strangeCount()).isZero();
        assertThat(topicLines.again()).as("lines twice in the topic").isEqualTo(new BitSet());
        var lostAndThere = (BitSet) letters.lost().clone();
        lostAndThere.and(topicLines.once());
        assertThat(lostAndThere).as("lines said not to be there that are").isEqualTo(new BitSet());
        var all = (BitSet) topicLines.once().clone();
        all.or(letters.lost());
        all.or(letters.possible());
        assertThat(all.nextClearBit(0)).as("the first line that is nowhere").isEqualTo(LINES);
        assertThat(all.length()).isEqualTo(LINES);
        if (exitCode == 0) {
            assertThat(topicLines.once().cardinality()).isEqualTo(LINES);
        }
    }

    /// Waits until the topic holds more than it did, so that the kill meets records on their way.
    private void awaitMore(KafkaNode kafka, long before) {
        await("more lines in the topic")
                .atMost(END_MAX)
                .ignoreExceptions()
                .until(() -> LineCounts.end(kafka.bootstrap(), topic) > before);
    }

    /// Kills it, goes on writing on another thread while it is away, and restarts it.
    private static void killAndRestart(
            KafkaNode kafka, long outageMillis, RunningCommand producer, int from, int to)
            throws IOException, InterruptedException {
        kafka.kill();
        var writer = Thread.ofVirtual().start(() -> write(producer, from, to));
        // The outage is the length of the fault, not a wait for something.
        var unused = new CountDownLatch(1).await(outageMillis, TimeUnit.MILLISECONDS);
        kafka.restart();
        writer.join();
    }

    private static void write(RunningCommand producer, int from, int to) {
        var chunk = new StringBuilder();
        for (int number = from; number < to; number++) {
            chunk.append(LineCounts.line(number)).append('\n');
            if (number % CHUNK_LINES == CHUNK_LINES - 1 || number == to - 1) {
                producer.write(chunk.toString());
                chunk.setLength(0);
            }
        }
    }

    private static Letters letters(Path dead) throws IOException {
        var letters = new Letters(new BitSet(), new BitSet());
        if (Files.exists(dead)) {
            try (var lines = Files.lines(dead)) {
                lines.forEach(line -> {
                    var letter = LETTER.matcher(line);
                    assertThat(letter.find()).as(line).isTrue();
                    int number = LineCounts.number(letter.group(3));
                    assertThat(number).as(line).isEqualTo(Integer.parseInt(letter.group(1)) - 1);
                    (letter.group(2).equals("no") ? letters.lost() : letters.possible())
                            .set(number);
                });
            }
        }
        return letters;
    }

    private static void keep(
            String name, int exitCode, LineCounts topicLines, Letters letters, long startNanos)
            throws IOException {
        var overlap = (BitSet) letters.possible().clone();
        overlap.and(topicLines.once());
        var figures = new LinkedHashMap<String, Object>();
        figures.put("lines", LINES);
        figures.put("exit", exitCode);
        figures.put("in the topic", topicLines.once().cardinality());
        figures.put("dead letters, not persisted", letters.lost().cardinality());
        figures.put("dead letters, possibly persisted", letters.possible().cardinality());
        figures.put("of these in the topic", overlap.cardinality());
        figures.put("seconds", (System.nanoTime() - startNanos) / 1_000_000_000);
        Results.keep("pipe-" + name, figures);
    }
}
