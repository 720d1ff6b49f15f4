package io.qanat.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.it.node.QanatNode;
import io.qanat.it.node.SharedQanat;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedQanat.class)
class BrokerAnswersIT {

    @Test
    void answersAsApacheKafkaButForNamedDeviations(QanatNode node) throws IOException {
        // Given
        var expected = new LinkedHashMap<>(GoldenAnswers.ofApacheKafka());
        expected.putAll(GoldenAnswers.deviations());
        // When
        Map<String, String> answers = new Interview(node.address()).answers();
        // Then
        assertThat(answers.keySet()).isEqualTo(expected.keySet());
        var softly = new SoftAssertions();
        expected.forEach((question, answer) ->
                softly.assertThat(answers.get(question)).as(question).isEqualTo(answer));
        softly.assertAll();
    }

    @Test
    void everyDeviationDeviates() throws IOException {
        // Given
        Map<String, String> ofKafka = GoldenAnswers.ofApacheKafka();
        // When
        Map<String, String> deviations = GoldenAnswers.deviations();
        // Then
        assertThat(ofKafka.keySet()).containsAll(deviations.keySet());
        deviations.forEach(
                (question, answer) -> assertThat(ofKafka.get(question)).isNotEqualTo(answer));
    }
}
