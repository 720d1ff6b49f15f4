package io.qanat.it.wire;

import io.qanat.it.node.QanatNode;
import io.qanat.it.node.SharedQanat;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedQanat.class)
class BrokerSequencesIT extends SequenceRules {
    private final QanatNode node;

    BrokerSequencesIT(QanatNode node) {
        this.node = node;
    }

    @Override
    InetSocketAddress address() {
        return node.address();
    }
}
