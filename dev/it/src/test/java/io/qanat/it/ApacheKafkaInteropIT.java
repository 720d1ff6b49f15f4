package io.qanat.it;

import io.qanat.it.kafka.KafkaNode;
import io.qanat.it.kafka.SharedKafka;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.Arguments;

/// Every client with every other through Apache Kafka.
@Tag("foreign")
@ExtendWith({SharedKafka.class, Evidence.Shared.class})
class ApacheKafkaInteropIT extends InteropRules {

    ApacheKafkaInteropIT(KafkaNode kafka, Evidence evidence) {
        super("Apache Kafka 4.3.1", kafka.address(), Peers.ALL, evidence);
    }

    static Stream<Arguments> writersWithCodecs() {
        return withTheirCodecs(Peers.ALL);
    }
}
