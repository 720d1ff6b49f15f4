package io.qanat.it;

import io.qanat.it.kafka.KafkaNode;
import io.qanat.it.kafka.SharedKafka;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/// The yardstick for [BrokerIdempotenceIT].
@Tag("foreign")
@ExtendWith(SharedKafka.class)
class ApacheKafkaIdempotenceIT extends IdempotenceRules {

    ApacheKafkaIdempotenceIT(KafkaNode kafka) {
        super(kafka.address());
    }
}
