package io.qanat.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.WireReader;
import io.qanat.protocol.message.ApiVersionsRequest;
import io.qanat.protocol.message.ApiVersionsResponse;
import io.qanat.protocol.message.ApiVersionsResponse.ApiVersion;
import io.qanat.protocol.message.MetadataRequest;
import io.qanat.protocol.message.MetadataResponse;
import io.qanat.protocol.message.ResponseHeader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiVersionsWireTest {
    private static final ApiVersionsRequest NAMED =
            ApiVersionsRequest.builder()
                    .clientSoftwareName("qanat-test")
                    .clientSoftwareVersion("1.0")
                    .build();

    @TempDir private Path folder;

    private BrokerFixture broker;
    private WireClient client;

    @BeforeEach
    void connect() throws Exception {
        broker = BrokerFixture.start(folder);
        client = broker.connect();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        broker.close();
    }

    @Test
    void advertisesExactlyWhatIsServed() throws Exception {
        // When
        var response = client.ask(NAMED, 4, ApiVersionsResponse.class);

        // Then
        assertThat(response.errorCode()).isEqualTo(ErrorCode.NONE.code());
        assertThat(response.apiKeys())
                .extracting(row -> row.apiKey() + ":" + row.minVersion() + "-" + row.maxVersion())
                .containsExactly(
                        "0:0-11", "1:4-18", "2:1-11", "3:0-13", "10:0-6", "18:0-4", "19:2-7",
                        "20:1-6", "22:0-5", "32:1-4", "55:0-2", "60:0-2");
    }

    @Test
    void finalizesNoFeatures() throws Exception {
        // When
        var response = client.ask(NAMED, 3, ApiVersionsResponse.class);

        // Then
        assertThat(response.finalizedFeaturesEpoch()).isEqualTo(-1);
        assertThat(response.finalizedFeatures()).isEmpty();
        assertThat(response.supportedFeatures()).isEmpty();
    }

    @Test
    void answersEveryVersionAgainAndAgain() throws Exception {
        for (int version = 0; version <= 4; version++) {
            // When
            var response = client.ask(NAMED, version, ApiVersionsResponse.class);

            // Then
            assertThat(response.apiKeys()).hasSize(12);
        }
    }

    @Test
    void answersUnknownVersionInVersionZero() throws Exception {
        // Given
        client.sendUnanswered(NAMED, 5);

        // When
        var frame = new WireReader(client.receiveFrame());
        int correlationId = ResponseHeader.read(frame, 0).correlationId();
        var response = (ApiVersionsResponse) ApiKey.API_VERSIONS.readResponse(frame, 0);

        // Then
        frame.expectEnd("response");
        assertThat(correlationId).isEqualTo(1);
        assertThat(response.errorCode()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION.code());
        assertThat(response.apiKeys())
                .containsExactly(
                        ApiVersion.builder()
                                .apiKey(ApiKey.API_VERSIONS.id())
                                .minVersion((short) 0)
                                .maxVersion((short) 4)
                                .build());
    }

    @Test
    void refusesClientWithBadName() throws Exception {
        for (String name : List.of("", "-a", "a-", "a b", "ä")) {
            // When
            var response =
                    client.ask(
                            NAMED.toBuilder().clientSoftwareName(name).build(),
                            3,
                            ApiVersionsResponse.class);

            // Then
            assertThat(response.errorCode()).as(name).isEqualTo(ErrorCode.INVALID_REQUEST.code());
        }
    }

    @Test
    void answersProbesInTheirOrder() throws Exception {
        // Given two requests on the wire before any answer is read, as python-kafka's version check
        // does
        client.send(ApiVersionsRequest.DEFAULT, 0);
        client.send(MetadataRequest.DEFAULT, 0);

        // When
        var versions = client.receive(ApiVersionsResponse.class);
        var metadata = client.receive(MetadataResponse.class);

        // Then
        assertThat(versions.errorCode()).isEqualTo(ErrorCode.NONE.code());
        assertThat(metadata.brokers()).hasSize(1);
    }
}
