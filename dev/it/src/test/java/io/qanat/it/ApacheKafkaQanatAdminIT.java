package io.qanat.it;

import io.qanat.it.kafka.KafkaNode;
import io.qanat.it.kafka.SharedKafka;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("foreign")
@ExtendWith(SharedKafka.class)
class ApacheKafkaQanatAdminIT extends QanatAdminRules {

    ApacheKafkaQanatAdminIT(KafkaNode node) {
        super(node.address());
    }
}
