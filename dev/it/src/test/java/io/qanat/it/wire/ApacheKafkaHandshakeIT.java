package io.qanat.it.wire;

import io.qanat.it.kafka.KafkaNode;
import io.qanat.it.kafka.SharedKafka;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("foreign")
@ExtendWith(SharedKafka.class)
class ApacheKafkaHandshakeIT extends HandshakeRules {
    private final KafkaNode kafka;

    ApacheKafkaHandshakeIT(KafkaNode kafka) {
        this.kafka = kafka;
    }

    @Override
    InetSocketAddress address() {
        return kafka.address();
    }
}
