package io.qanat.it;

import io.qanat.it.node.QanatNode;
import io.qanat.it.node.SharedQanat;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedQanat.class)
class BrokerIdempotenceIT extends IdempotenceRules {

    BrokerIdempotenceIT(QanatNode node) {
        super(node.address());
    }
}
