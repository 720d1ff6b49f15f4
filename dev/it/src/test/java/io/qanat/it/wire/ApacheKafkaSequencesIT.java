package io.qanat.it.wire;

import io.qanat.it.kafka.KafkaNode;
import io.qanat.it.kafka.SharedKafka;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/// The yardstick for [BrokerSequencesIT].
@Tag("foreign")
@ExtendWith(SharedKafka.class)
class ApacheKafkaSequencesIT extends SequenceRules {
    private final KafkaNode kafka;

    ApacheKafkaSequencesIT(KafkaNode kafka) {
        this.kafka = kafka;
    }

    @Override
    InetSocketAddress address() {
        return kafka.address();
    }
}
