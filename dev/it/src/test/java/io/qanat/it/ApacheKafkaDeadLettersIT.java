package io.qanat.it;

import io.qanat.it.kafka.KafkaNode;
import io.qanat.it.kafka.SharedKafka;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/// On Apache Kafka.
@Tag("foreign")
@ExtendWith(SharedKafka.class)
class ApacheKafkaDeadLettersIT extends DeadLetterRules {

    ApacheKafkaDeadLettersIT(KafkaNode kafka) {
        super(kafka.address());
    }
}
