package io.qanat.it;

import io.qanat.it.node.QanatNode;
import io.qanat.it.node.SharedQanat;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.Arguments;

/// The clients of this JVM through our broker.
@ExtendWith({SharedQanat.class, Evidence.Shared.class})
class BrokerInteropIT extends InteropRules {

    BrokerInteropIT(QanatNode node, Evidence evidence) {
        super("Qanat", node.address(), Peers.JAVA, evidence);
    }

    static Stream<Arguments> writersWithCodecs() {
        return withTheirCodecs(Peers.JAVA);
    }
}
