package io.qanat.it;

import io.qanat.it.peer.KafkaClientsClient;
import io.qanat.it.peer.KcatClient;
import io.qanat.it.peer.PeerClient;
import io.qanat.it.peer.QanatClient;
import io.qanat.it.peer.ScriptClient;
import java.util.List;
import java.util.stream.Stream;

/// The clients that the tests know.
final class Peers {
    /// Programs of other languages.
    static final List<PeerClient> FOREIGN =
            List.of(
                    new KcatClient(),
                    ScriptClient.kafkaPython(),
                    ScriptClient.confluentKafka(),
                    ScriptClient.kafkaJs(),
                    ScriptClient.kafkaClients("2.1.1"),
                    ScriptClient.kafkaClients("3.9.1"));

    /// Those that run in this JVM.
    static final List<PeerClient> JAVA = List.of(new KafkaClientsClient(), new QanatClient());

    static final List<PeerClient> ALL = Stream.concat(FOREIGN.stream(), JAVA.stream()).toList();

    private Peers() {}
}
