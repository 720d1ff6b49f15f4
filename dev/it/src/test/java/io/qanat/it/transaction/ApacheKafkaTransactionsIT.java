package io.qanat.it.transaction;

import io.qanat.it.kafka.KafkaNode;
import io.qanat.it.kafka.SharedKafka;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/// Transactions of the second version: brokers enrol partitions, every end makes the epoch grow.
@Tag("foreign")
@ExtendWith(SharedKafka.class)
class ApacheKafkaTransactionsIT extends TransactionRules {

    ApacheKafkaTransactionsIT(KafkaNode kafka) {
        super(kafka.address());
    }
}
