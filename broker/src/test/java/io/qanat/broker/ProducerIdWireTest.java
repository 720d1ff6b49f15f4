package io.qanat.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.InitProducerIdRequest;
import io.qanat.protocol.message.InitProducerIdResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProducerIdWireTest {
    @TempDir private Path folder;

    private static long producerId(WireClient client, int version) throws Exception {
        var response =
                client.ask(
                        InitProducerIdRequest.builder().transactionalId(null).build(),
                        version,
                        InitProducerIdResponse.class);
        assertThat(ErrorCode.of(response.errorCode())).isEqualTo(ErrorCode.NONE);
        assertThat(response.producerEpoch()).isZero();
        return response.producerId();
    }

    @Test
    void neverGivesAnIdTwice() throws Exception {
        // Given more ids than one reservation holds, and a restart
        Set<Long> ids = new HashSet<>();
        for (int start = 0; start < 2; start++) {
            try (var broker = BrokerFixture.start(folder);
                    var client = broker.connect()) {
                for (int i = 0; i < 1100; i++) {
                    // When
                    boolean isNew = ids.add(producerId(client, i % 6));

                    // Then
                    assertThat(isNew).isTrue();
                }
            }
        }
    }

    @Test
    void refusesTransactionalProducers() throws Exception {
        try (var broker = BrokerFixture.start(folder);
                var client = broker.connect()) {
            // When
            var response =
                    client.ask(
                            InitProducerIdRequest.builder().transactionalId("tx").build(),
                            5,
                            InitProducerIdResponse.class);

            // Then
            assertThat(ErrorCode.of(response.errorCode()).retriable()).isFalse();
            assertThat(response.producerId()).isEqualTo(-1);
        }
    }
}
