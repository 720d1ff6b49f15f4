package io.qanat.it.transaction;

import io.qanat.it.kafka.KafkaNode;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("foreign")
class ModelFirstVersionIT extends ModelRules {
    private static KafkaNode kafka;

    ModelFirstVersionIT() {
        super(kafka.address(), false);
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
