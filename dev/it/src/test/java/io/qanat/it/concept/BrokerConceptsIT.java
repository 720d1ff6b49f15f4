package io.qanat.it.concept;

import io.qanat.it.node.NodeProcess;
import io.qanat.it.node.SharedProcess;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedProcess.class)
class BrokerConceptsIT {

    @Nested
    class MessageLife extends MessageLifeRules {
        MessageLife(NodeProcess node) {
            super(node);
        }
    }

    @Nested
    class Pipeline extends PipelineRules {
        Pipeline(NodeProcess node) {
            super(node);
        }
    }

    @Nested
    class Interceptors extends InterceptorRules {
        Interceptors(NodeProcess node) {
            super(node);
        }
    }

    @Nested
    class Partitions extends PartitionRules {
        Partitions(NodeProcess node) {
            super(node);
        }
    }

    @Nested
    class Retries extends RetryRules {
        Retries(NodeProcess node) {
            super(node);
        }
    }

    @Nested
    class Orders extends OrderRules {
        Orders(NodeProcess node) {
            super(node);
        }
    }

    @Nested
    class Practices extends PracticeRules {
        Practices(NodeProcess node) {
            super(node);
        }
    }
}
