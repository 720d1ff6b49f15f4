package io.qanat.it.transaction;

import io.qanat.it.kafka.KafkaNode;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/// Transactions of the first version: the client enrols partitions.
@Tag("foreign")
class ApacheKafkaFirstTransactionsIT extends TransactionRules {
    private static KafkaNode kafka;

    ApacheKafkaFirstTransactionsIT() {
        super(kafka.address());
    }

    @BeforeAll
    static void start() throws IOException {
        kafka = KafkaNode.start(1);
    }

    @AfterAll
    static void stop() throws IOException {
        kafka.close();
    }
}
