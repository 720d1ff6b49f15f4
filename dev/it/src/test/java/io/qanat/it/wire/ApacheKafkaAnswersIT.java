package io.qanat.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.it.kafka.KafkaNode;
import io.qanat.it.kafka.SharedKafka;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("foreign")
@ExtendWith(SharedKafka.class)
class ApacheKafkaAnswersIT {

    @Test
    void apacheKafkaAnswersAsRecorded(KafkaNode kafka) throws IOException {
        // When
        Map<String, String> answers = new Interview(kafka.address()).answers();
        // Then
        GoldenAnswers.recordIfAsked(answers);
        assertThat(answers).isEqualTo(GoldenAnswers.ofApacheKafka());
    }
}
