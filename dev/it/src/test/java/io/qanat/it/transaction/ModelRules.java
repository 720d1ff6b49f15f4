package io.qanat.it.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.TopicPartition;
import io.qanat.client.admin.Admin;
import io.qanat.client.admin.NewTopic;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.Serializer;
import io.qanat.it.wire.WireConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The model of coordinators that the simulation uses, beside the coordinators that it is a model
/// of.
abstract class ModelRules {
    private static final int DIALOGUES = 25;
    private static final int QUESTIONS = 40;

    private final InetSocketAddress address;
    private final boolean isSecondVersion;

    ModelRules(InetSocketAddress address, boolean isSecondVersion) {
        this.address = address;
        this.isSecondVersion = isSecondVersion;
    }

    @Test
    @Timeout(240)
    void theModelAnswersAsApacheKafkaDoes() throws IOException, InterruptedException {
        // Given
        String bootstrap = "127.0.0.1:" + address.getPort();
        try (var admin = Admin.create(ConnectionConfig.of(BootstrapServers.parse(bootstrap)))) {
            admin.createTopic(new NewTopic(ModelDialogue.TOPIC, 2)).join();
        }
        makeCoordinators(bootstrap);
        long seed = System.nanoTime();
        List<String> committed = new ArrayList<>();

        try (var kafka = WireConnection.open(address);
                var theirs =
                        org.apache.kafka.clients.admin.Admin.create(
                                Map.of("bootstrap.servers", bootstrap))) {
            for (int i = 0; i < DIALOGUES; i++) {
                var dialogue = new ModelDialogue(kafka, theirs, isSecondVersion, seed + i);

                // When
                boolean isSame = dialogue.talk(QUESTIONS);

                // Then
                assertThat(isSame).as("seed %d: %s", seed + i, dialogue.lines()).isTrue();
                dialogue.finish();
                committed.addAll(dialogue.committed());
            }
        }
        assertThat(new CommittedReader(bootstrap).values(ModelDialogue.TOPIC))
                .containsExactlyInAnyOrderElementsOf(committed);
    }

    /// Their topics are made when somebody first looks for them.
    private static void makeCoordinators(String bootstrap) throws InterruptedException {
        var config =
                ProducerConfig.builder(BootstrapServers.parse(bootstrap))
                        .transactionalId("first")
                        .build();
        try (var producer = Producer.create(config, Serializer.STRING, Serializer.STRING)) {
            var partition = new TopicPartition(ModelDialogue.TOPIC, 0);
            producer.transaction(t -> t.sendOffsets("first", Map.of(partition, 1L))).orThrow();
        }
    }
}
