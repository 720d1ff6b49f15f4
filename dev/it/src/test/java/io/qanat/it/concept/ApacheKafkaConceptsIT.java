package io.qanat.it.concept;

import io.qanat.it.kafka.KafkaNode;
import io.qanat.it.kafka.SharedKafka;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/// The yardstick for [BrokerConceptsIT].
@Tag("foreign")
@ExtendWith(SharedKafka.class)
class ApacheKafkaConceptsIT {

    @Nested
    class MessageLife extends MessageLifeRules {
        MessageLife(KafkaNode kafka) {
            super(kafka);
        }
    }

    @Nested
    class Pipeline extends PipelineRules {
        Pipeline(KafkaNode kafka) {
            super(kafka);
        }
    }

    @Nested
    class Interceptors extends InterceptorRules {
        Interceptors(KafkaNode kafka) {
            super(kafka);
        }
    }

    @Nested
    class Partitions extends PartitionRules {
        Partitions(KafkaNode kafka) {
            super(kafka);
        }
    }

    @Nested
    class Retries extends RetryRules {
        Retries(KafkaNode kafka) {
            super(kafka);
        }
    }

    @Nested
    class Orders extends OrderRules {
        Orders(KafkaNode kafka) {
            super(kafka);
        }
    }

    @Nested
    class Practices extends PracticeRules {
        Practices(KafkaNode kafka) {
            super(kafka);
        }
    }
}
