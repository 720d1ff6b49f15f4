package io.qanat.it;

import io.qanat.it.node.QanatNode;
import io.qanat.it.node.SharedQanat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.Arguments;

/// Every client with every other through our broker.
@Tag("foreign")
@ExtendWith(SharedQanat.class)
class BrokerForeignInteropIT extends InteropRules {

    BrokerForeignInteropIT(QanatNode node) {
        super("qanat", node.address(), Peers.ALL);
    }

    static Stream<Arguments> writersWithCodecs() {
        return withTheirCodecs(Peers.ALL);
    }
}
