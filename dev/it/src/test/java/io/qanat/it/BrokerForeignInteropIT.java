package io.qanat.it;

import io.qanat.it.node.QanatNode;
import io.qanat.it.node.SharedQanat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.Arguments;

/// Every client with every other through our broker.
@Tag("foreign")
@ExtendWith({SharedQanat.class, Evidence.Shared.class})
class BrokerForeignInteropIT extends InteropRules {

    BrokerForeignInteropIT(QanatNode node, Evidence evidence) {
        super("Qanat", node.address(), Peers.ALL, evidence);
    }

    static Stream<Arguments> writersWithCodecs() {
        return withTheirCodecs(Peers.ALL);
    }
}
