package io.qanat.it;

import io.qanat.it.node.QanatNode;
import io.qanat.it.node.SharedQanat;
import org.junit.jupiter.api.extension.ExtendWith;

/// On our broker.
@ExtendWith(SharedQanat.class)
class BrokerDeadLettersIT extends DeadLetterRules {

    BrokerDeadLettersIT(QanatNode node) {
        super(node.address());
    }
}
