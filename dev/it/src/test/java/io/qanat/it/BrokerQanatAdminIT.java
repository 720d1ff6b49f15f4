package io.qanat.it;

import io.qanat.it.node.QanatNode;
import io.qanat.it.node.SharedQanat;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedQanat.class)
class BrokerQanatAdminIT extends QanatAdminRules {

    BrokerQanatAdminIT(QanatNode node) {
        super(node.address());
    }
}
