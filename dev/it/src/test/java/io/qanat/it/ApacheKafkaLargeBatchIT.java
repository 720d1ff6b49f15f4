package io.qanat.it;

import io.qanat.it.kafka.KafkaNode;
import io.qanat.it.kafka.SharedKafka;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/// The yardstick for [BrokerLargeBatchIT].
@Tag("foreign")
@ExtendWith(SharedKafka.class)
class ApacheKafkaLargeBatchIT extends LargeBatchRules {

    ApacheKafkaLargeBatchIT(KafkaNode kafka) {
        super(kafka.address());
    }
}
