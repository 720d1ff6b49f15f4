package io.qanat.it;

import io.qanat.it.kafka.KafkaNode;
import io.qanat.it.kafka.SharedKafka;
import io.qanat.it.peer.KafkaClientsClient;
import io.qanat.it.peer.KcatClient;
import io.qanat.it.peer.PeerClient;
import io.qanat.it.peer.SampleRecord;
import io.qanat.it.peer.ScriptClient;
import io.qanat.it.peer.StoredRecord;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every client against Apache Kafka: what the same clients must then find at our broker.
@Tag("foreign")
@ExtendWith(SharedKafka.class)
class ApacheKafkaInteropIT {
    private static final List<PeerClient> CLIENTS =
            List.of(
                    new KcatClient(),
                    ScriptClient.kafkaPython(),
                    ScriptClient.confluentKafka(),
                    new KafkaClientsClient(),
                    ScriptClient.kafkaJs());

    static Stream<Arguments> writersWithCodecs() {
        return Exchange.writersWithCodecs(CLIENTS);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("writersWithCodecs")
    void everyReaderFindsWhatWasWritten(PeerClient writer, String codec, KafkaNode kafka) {
        // Given
        String topic = writer.name() + "-" + codec;
        List<SampleRecord> samples = Exchange.samples(writer);
        // When
        List<Long> offsets = writer.produce(kafka.bootstrap(), topic, codec, samples);
        // Then
        Exchange.assertOffsetsCountUp(offsets, samples.size());
        var softly = new SoftAssertions();
        for (PeerClient reader : CLIENTS) {
            if (reader.reads()) {
                softly.assertThatCode(
                                () -> {
                                    List<StoredRecord> read =
                                            reader.consume(
                                                    kafka.bootstrap(), topic, samples.size());
                                    Exchange.assertSame(samples, read);
                                })
                        .as(reader.name())
                        .doesNotThrowAnyException();
            }
        }
        softly.assertAll();
    }
}
