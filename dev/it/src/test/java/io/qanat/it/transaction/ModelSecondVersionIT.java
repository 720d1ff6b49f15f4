package io.qanat.it.transaction;

import io.qanat.it.kafka.KafkaNode;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("foreign")
class ModelSecondVersionIT extends ModelRules {
    private static KafkaNode kafka;

    ModelSecondVersionIT() {
        super(kafka.address(), true);
    }

    @BeforeAll
    static void start() throws IOException {
        kafka = KafkaNode.start(2);
    }

    @AfterAll
    static void stop() throws IOException {
        kafka.close();
    }
}
