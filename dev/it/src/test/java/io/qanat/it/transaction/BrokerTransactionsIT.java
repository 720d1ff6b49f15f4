package io.qanat.it.transaction;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.BootstrapServers;
import io.qanat.client.BrokerException;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.Serializer;
import io.qanat.it.node.QanatNode;
import io.qanat.it.node.SharedQanat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedQanat.class)
class BrokerTransactionsIT {

    @Test
    @Timeout(60)
    void aBrokerWithoutTransactionsSaysSoAtOnce(QanatNode node) {
        // Given
        var config =
                ProducerConfig.builder(
                                BootstrapServers.parse("127.0.0.1:" + node.address().getPort()))
                        .transactionalId("copier")
                        .build();

        // When
        try (var producer = Producer.create(config, Serializer.STRING, Serializer.STRING)) {

            // Then
            assertThatThrownBy(producer::begin)
                    .isInstanceOf(BrokerException.class)
                    .hasMessage(
                            "finding the coordinator of transactional id copier failed:"
                                    + " UNSUPPORTED_VERSION (the broker does not speak this version"
                                    + " of the API): this broker does not serve transactions");
        }
    }
}
