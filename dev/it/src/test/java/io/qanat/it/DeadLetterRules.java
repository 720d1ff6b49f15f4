package io.qanat.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.TopicPartition;
import io.qanat.client.admin.Admin;
import io.qanat.client.admin.NewTopic;
import io.qanat.client.consumer.ConsumedRecord;
import io.qanat.client.consumer.FetcherConfig;
import io.qanat.client.consumer.PartitionFetcher;
import io.qanat.client.pattern.DeadLetters;
import io.qanat.client.pattern.LetterHeaders;
import io.qanat.client.pattern.Settlement;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Records that cannot be delivered end in a dead-letter topic, and nowhere else.
@Timeout(60)
abstract class DeadLetterRules {
    private static final Serializer<String> NO_BLANKS =
            (topic, text) -> {
                if (text != null && text.isBlank()) {
                    throw new IllegalArgumentException("a blank text");
                }
                return Serializer.STRING.serialize(topic, text);
            };

    private final ConnectionConfig connection;
    private final Producer<byte[], byte[]> producer;
    private final DeadLetters<String, String> letters;

    DeadLetterRules(InetSocketAddress address) {
        connection = ConnectionConfig.of(BootstrapServers.parse("127.0.0.1:" + address.getPort()));
        producer =
                Producer.create(
                        ProducerConfig.builder(connection).build(),
                        Serializer.BYTES,
                        Serializer.BYTES);
        letters = new DeadLetters<>(producer, Serializer.STRING, NO_BLANKS);
    }

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void deliversWhatCanBeDelivered() throws Exception {
        var settled = settled(letters.send(new ProducerRecord<>("plain", "k", "v")));

        assertThat(settled).isInstanceOf(Settlement.Delivered.class);
        assertThat(values("plain")).containsExactly("v");
    }

    @Test
    void buriesWhatCannotBeSerialized() throws Exception {
        var settled = settled(letters.send(new ProducerRecord<>("typed", "k", " ")));

        assertThat(settled).isInstanceOf(Settlement.Buried.class);
        ConsumedRecord letter = only("typed-dlq");
        assertThat(text(letter, LetterHeaders.TOPIC)).isEqualTo("typed");
        assertThat(text(letter, LetterHeaders.REASON)).contains("a blank text");
        assertThat(text(letter, LetterHeaders.PAYLOAD)).isEqualTo(LetterHeaders.TEXT);
        assertThat(letter.value()).asString().isEqualTo(" ");
    }

    @Test
    void buriesWhatIsTooLargeForARequestAsItsBeginning() throws Exception {
        var settled =
                settled(letters.send(new ProducerRecord<>("large", "k", "x".repeat(2_000_000))));

        assertThat(settled).isInstanceOf(Settlement.Buried.class);
        ConsumedRecord letter = only("large-dlq");
        assertThat(text(letter, LetterHeaders.PAYLOAD)).isEqualTo(LetterHeaders.CUT);
        assertThat(letter.value()).asString().hasSizeBetween(1_000, 100_000).matches("x*");
        assertThat(letter.key()).asString().isEqualTo("k");
    }

    @Test
    void buriesInWholeWhatOnlyItsTopicRefuses() throws Exception {
        // Given
        create(new NewTopic("narrow", 1, 1, Map.of("max.message.bytes", "1000")));
        var value = "x".repeat(5_000);

        // When
        var settled = settled(letters.send(new ProducerRecord<>("narrow", value)));

        // Then
        assertThat(settled).isInstanceOf(Settlement.Buried.class);
        ConsumedRecord letter = only("narrow-dlq");
        assertThat(letter.value()).asString().isEqualTo(value);
        assertThat(text(letter, LetterHeaders.PERSISTED)).isEqualTo("no");
        assertThat(LetterHeaders.text(letter.headers(), LetterHeaders.PAYLOAD)).isEmpty();
    }

    @Test
    void buriesWhatNamesAPartitionThatIsNotThere() throws Exception {
        // Given
        create(new NewTopic("single", 1));

        // When
        var settled =
                settled(letters.send(new ProducerRecord<>("single", 9, null, "k", "v", List.of())));

        // Then
        assertThat(settled).isInstanceOf(Settlement.Buried.class);
        assertThat(text(only("single-dlq"), LetterHeaders.PARTITION)).isEqualTo("9");
    }

    @Test
    void makesNoLettersOfLetters() throws Exception {
        // Given
        var letter =
                new ProducerRecord<String, String>("round", " ")
                        .with(LetterHeaders.of(LetterHeaders.TOPIC, "round"));

        // When
        var again = settled(letters.send(letter));
        var toTheirTopic = settled(letters.send(new ProducerRecord<>("any-dlq", " ")));

        // Then
        assertThat(List.of(again, toTheirTopic))
                .allSatisfy(settled ->
                        assertThat(settled)
                                .isInstanceOfSatisfying(
                                        Settlement.Failed.class,
                                        failed -> assertThat(failed.letter()).isEmpty()));
    }

    @Test
    void tellsWhatBecameOfALetterThatFailsAsWell() throws Exception {
        // Given
        var nowhere =
                new DeadLetters<>(producer, Serializer.STRING, NO_BLANKS, topic -> "no topic!");

        // When
        var settled = settled(nowhere.send(new ProducerRecord<>("t", " ")));

        // Then
        assertThat(settled)
                .isInstanceOfSatisfying(
                        Settlement.Failed.class, failed -> assertThat(failed.letter()).isPresent());
    }

    @Test
    void settlesEverythingBeforeAFlushIsOver() throws Exception {
        // When
        var all = new ArrayList<CompletableFuture<Settlement>>();
        for (int i = 0; i < 50; i++) {
            var value = i % 2 == 0 ? "v" + i : "x".repeat(1_100_000);
            all.add(letters.send(new ProducerRecord<>("flushed", value)));
        }
        letters.flush();

        // Then
        assertThat(all).allMatch(CompletableFuture::isDone);
        assertThat(values("flushed")).hasSize(25);
        assertThat(values("flushed-dlq")).hasSize(25);
    }

    @Test
    void buriesWhatWasReadAndCannotBeProcessed() throws Exception {
        // Given
        settled(letters.send(new ProducerRecord<>("read", "k", "v")));
        ConsumedRecord record = only("read");

        // When
        letters.bury(record, new IllegalStateException("no such customer"))
                .get(30, TimeUnit.SECONDS)
                .orThrow();

        // Then
        ConsumedRecord letter = only("read-dlq");
        assertThat(letter.value()).asString().isEqualTo("v");
        assertThat(text(letter, LetterHeaders.TOPIC)).isEqualTo("read");
        assertThat(text(letter, LetterHeaders.OFFSET)).isEqualTo("0");
        assertThat(text(letter, LetterHeaders.REASON)).isEqualTo("no such customer");
        assertThatThrownBy(() -> letters.bury(letter, new IllegalStateException("again")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void create(NewTopic topic) throws Exception {
        try (var admin = Admin.create(connection, Duration.ofSeconds(15))) {
            admin.createTopic(topic).get(30, TimeUnit.SECONDS);
        }
    }

    private static Settlement settled(CompletableFuture<Settlement> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(30, TimeUnit.SECONDS);
    }

    private static String text(ConsumedRecord letter, String name) {
        return LetterHeaders.text(letter.headers(), name).orElse("(none)");
    }

    private ConsumedRecord only(String topic) throws InterruptedException {
        List<ConsumedRecord> records = records(topic);
        assertThat(records).hasSize(1);
        return records.getFirst();
    }

    private List<String> values(String topic) throws InterruptedException {
        return records(topic).stream()
                .map(record -> new String(requireNonNull(record.value()), UTF_8))
                .toList();
    }

    private List<ConsumedRecord> records(String topic) throws InterruptedException {
        try (var fetcher = PartitionFetcher.create(FetcherConfig.builder(connection).build())) {
            var partition = new TopicPartition(topic, 0);
            long end = requireNonNull(fetcher.endOffsets(List.of(partition)).get(partition));
            fetcher.assign(Map.of(partition, 0L));
            var records = new ArrayList<ConsumedRecord>();
            while (records.size() < end) {
                records.addAll(fetcher.poll(Duration.ofSeconds(10)).toList());
            }
            return records;
        }
    }
}
