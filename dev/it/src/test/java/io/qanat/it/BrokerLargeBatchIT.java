package io.qanat.it;

import io.qanat.it.node.QanatNode;
import io.qanat.it.node.SharedQanat;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedQanat.class)
class BrokerLargeBatchIT extends LargeBatchRules {

    BrokerLargeBatchIT(QanatNode node) {
        super(node.address());
    }
}
