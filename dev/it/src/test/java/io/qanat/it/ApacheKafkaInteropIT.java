package io.qanat.it;

import io.qanat.it.kafka.KafkaNode;
import io.qanat.it.kafka.SharedKafka;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.Arguments;

/// Every client with every other through Apache Kafka.
@Tag("foreign")
@ExtendWith(SharedKafka.class)
class ApacheKafkaInteropIT extends InteropRules {

    ApacheKafkaInteropIT(KafkaNode kafka) {
        super("apache-kafka", kafka.address(), Peers.ALL);
    }

    static Stream<Arguments> writersWithCodecs() {
        return withTheirCodecs(Peers.ALL);
    }
}
