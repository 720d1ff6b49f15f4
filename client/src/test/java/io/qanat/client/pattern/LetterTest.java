package io.qanat.client.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.PurgedException;
import io.qanat.client.RecordTooLargeException;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import io.qanat.client.producer.Timeline;
import io.qanat.record.RecordHeader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LetterTest {
    private static final Outcome TOO_LARGE =
            new Outcome.NotPersisted(new RecordTooLargeException("t", 20, 10), Timeline.NONE);

    @Test
    void tellsWhereTheRecordWasMeantToGoAndWhyItIsNotThere() {
        // When
        Letter letter = letter(record("value", List.of()), TOO_LARGE);

        // Then
        assertThat(letter.record().topic()).isEqualTo("dead");
        assertThat(letter.record().partition()).isNull();
        assertThat(letter.record().key()).asString().isEqualTo("key");
        assertThat(letter.record().value()).asString().isEqualTo("value");
        assertThat(texts(letter))
                .containsExactly(
                        "dead-letter-topic=t",
                        "dead-letter-partition=3",
                        "dead-letter-timestamp=77",
                        "dead-letter-persisted=no",
                        "dead-letter-reason="
                                + new RecordTooLargeException("t", 20, 10).getMessage(),
                        "dead-letter-exception-class-name=io.qanat.client.RecordTooLargeException");
    }

    @Test
    void tellsThatTheRecordMayBeInItsTopicAllTheSame() {
        // Given
        var unknown = new Outcome.PossiblyPersisted(new PurgedException(), Timeline.NONE);

        // When
        Letter letter = letter(record("value", List.of()), unknown);

        // Then
        assertThat(texts(letter)).contains("dead-letter-persisted=possibly");
    }

    @Test
    void keepsTheRecordsOwnHeadersAndTheCountOfReplays() {
        // Given
        var own = LetterHeaders.of("own", "1");
        var nothing = new RecordHeader("nothing", null);
        var earlier =
                List.of(
                        own,
                        LetterHeaders.of(LetterHeaders.REASON, "before"),
                        nothing,
                        LetterHeaders.of(LetterHeaders.REPLAYS, "4"));

        // When
        Letter letter = letter(record("value", earlier), TOO_LARGE);

        // Then
        assertThat(letter.record().headers()).startsWith(own, nothing);
        assertThat(texts(letter))
                .contains("dead-letter-replays=4")
                .doesNotContain("dead-letter-reason=before");
    }

    @Test
    void takesACountThatIsNoneForZero() {
        for (var text : List.of("", "x", "-3", "99999999999")) {
            assertThat(
                            LetterHeaders.replays(
                                    List.of(LetterHeaders.of(LetterHeaders.REPLAYS, text))))
                    .isZero();
        }
    }

    @Test
    void keepsTheBeginningOfWhatIsTooLarge() {
        // Given
        var large = "v".repeat(Letter.KEPT_BYTES_MAX + 1);
        Letter whole = letter(record(large, List.of(LetterHeaders.of("own", "1"))), TOO_LARGE);

        // When
        Letter cut = whole.cut();

        // Then
        assertThat(whole.isWhole()).isTrue();
        assertThat(cut.isWhole()).isFalse();
        assertThat(cut.record().value()).hasSize(Letter.KEPT_BYTES_MAX);
        assertThat(cut.record().key()).asString().isEqualTo("key");
        assertThat(texts(cut)).contains("own=1", "dead-letter-payload=cut", "dead-letter-topic=t");
    }

    @Test
    void dropsHeadersThatAreTooLargeThemselves() {
        // Given
        var headers = List.of(LetterHeaders.of("own", "h".repeat(Letter.KEPT_BYTES_MAX)));

        // When
        Letter cut = letter(record("value", headers), TOO_LARGE).cut();

        // Then
        assertThat(texts(cut)).allMatch(text -> text.startsWith("dead-letter-"));
    }

    @Test
    void hasTheTextOfAPartThatItsSerializerRefuses() {
        // Given
        Serializer<Object> refusing =
                (topic, data) -> {
                    throw new IllegalStateException("no such type");
                };
        var encoding = new Encoding<>(Serializer.STRING, refusing);
        var record = new ProducerRecord<String, Object>("t", "key", List.of(1, 2));

        // When
        var encoded = encoding.encoded(record);
        Letter letter = Letter.of(encoded, "dead", TOO_LARGE);

        // Then
        assertThat(encoded.trouble()).isPresent();
        assertThat(letter.record().key()).asString().isEqualTo("key");
        assertThat(letter.record().value()).asString().isEqualTo("[1, 2]");
        assertThat(texts(letter)).contains("dead-letter-payload=text");
    }

    private static ProducerRecord<String, String> record(String value, List<RecordHeader> headers) {
        return new ProducerRecord<>("t", 3, 77L, "key", value, headers);
    }

    private static Letter letter(ProducerRecord<String, String> record, Outcome why) {
        var encoding = new Encoding<>(Serializer.STRING, Serializer.STRING);
        return Letter.of(encoding.encoded(record), "dead", why);
    }

    private static List<String> texts(Letter letter) {
        return letter.record().headers().stream()
                .filter(header -> header.value() != null)
                .map(header -> header.key() + "=" + decoded(header))
                .toList();
    }

    private static String decoded(RecordHeader header) {
        var value = header.value();
        return value == null ? "null" : StandardCharsets.UTF_8.decode(value.duplicate()).toString();
    }
}
