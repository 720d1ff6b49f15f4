package io.qanat.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.WireReader;
import io.qanat.protocol.message.ApiVersionsRequest;
import io.qanat.protocol.message.ApiVersionsResponse;
import io.qanat.protocol.message.ApiVersionsResponse.ApiVersion;
import io.qanat.protocol.message.ApiVersionsResponse.FinalizedFeatureKey;
import io.qanat.protocol.message.ApiVersionsResponse.SupportedFeatureKey;
import io.qanat.protocol.message.MetadataRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How a connection begins: ApiVersions, and what becomes of requests that the broker does not
/// know.
abstract class HandshakeRules {
    private static final int CORRELATION_ID = 4711;

    /// The end of a request header from version 2 on.
    private static final byte NO_TAGGED_FIELDS = 0;

    /// Where the broker under test listens.
    abstract InetSocketAddress address();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void answersEveryVersionThatItAdvertises(int version) throws IOException {
        try (var connection = WireConnection.open(address())) {
            // When
            ApiVersionsResponse response = apiVersions(connection, version);
            // Then
            assertThat(response.errorCode()).isEqualTo(ErrorCode.NONE.code());
            ApiVersion own = range(response, ApiKey.API_VERSIONS);
            assertThat(own.minVersion()).isEqualTo((short) 0);
            assertThat(own.maxVersion()).isEqualTo((short) 4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 99, Short.MAX_VALUE})
    void answersUnknownVersionsInTheFirstLayoutWithoutReadingThem(int version) throws IOException {
        try (var connection = WireConnection.open(address())) {
            // Given
            byte[] frame =
                    RawFrame.of(
                            18,
                            version,
                            CORRELATION_ID,
                            NO_TAGGED_FIELDS,
                            (byte) 0xFF,
                            (byte) 0xFE);
            // When
            connection.send(frame);
            // Then
            var response =
                    (ApiVersionsResponse)
                            connection.receive(CORRELATION_ID, ApiKey.API_VERSIONS, 0);
            assertThat(response.errorCode()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION.code());
            assertThat(range(response, ApiKey.API_VERSIONS).minVersion()).isEqualTo((short) 0);
        }
    }

    @Test
    void connectionGoesOnAfterAnUnknownVersion() throws IOException {
        try (var connection = WireConnection.open(address())) {
            // Given
            connection.send(RawFrame.of(18, 99, CORRELATION_ID, NO_TAGGED_FIELDS));
            connection.receive();
            // When
            ApiVersionsResponse response = apiVersions(connection, 3);
            // Then
            assertThat(response.errorCode()).isEqualTo(ErrorCode.NONE.code());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void headerOfTheAnswerHasNoTaggedFields(int version) throws IOException {
        try (var connection = WireConnection.open(address())) {
            // When
            int correlationId = connection.send(version, request("qanat", "1"));
            ByteBuffer answer = connection.receive();
            // Then
            assertThat(answer.getInt()).isEqualTo(correlationId);
            assertThat(ApiVersionsResponse.read(new WireReader(answer), version).errorCode())
                    .isEqualTo(ErrorCode.NONE.code());
        }
    }

    @Test
    void askingTwiceIsLegal() throws IOException {
        try (var connection = WireConnection.open(address())) {
            // Given
            ApiVersionsResponse first = apiVersions(connection, 3);
            // When
            ApiVersionsResponse second = apiVersions(connection, 3);
            // Then
            assertThat(second.apiKeys()).isEqualTo(first.apiKeys());
        }
    }

    @ParameterizedTest
    @CsvSource({"'', 1", "-x, 1", "x-, 1", "'a b', 1", "x, ''", "x, 1!"})
    void rejectsSoftwareNamesOutsideThePattern(String name, String softwareVersion)
            throws IOException {
        try (var connection = WireConnection.open(address())) {
            // When
            var response =
                    connection.exchange(
                            3, request(name, softwareVersion), ApiVersionsResponse.class);
            // Then
            assertThat(response.errorCode()).isEqualTo(ErrorCode.INVALID_REQUEST.code());
        }
    }

    @Test
    void version3LeavesOutFeaturesThatStartAtZero() throws IOException {
        try (var connection = WireConnection.open(address())) {
            // When
            ApiVersionsResponse response = apiVersions(connection, 3);
            // Then
            assertThat(response.supportedFeatures())
                    .extracting(SupportedFeatureKey::minVersion)
                    .allMatch(minVersion -> minVersion > 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void finalizedFeaturesHaveAnEpoch(int version) throws IOException {
        try (var connection = WireConnection.open(address())) {
            // When
            ApiVersionsResponse response = apiVersions(connection, version);
            // Then
            assertThat(
                            response.finalizedFeatures().isEmpty()
                                    || response.finalizedFeaturesEpoch() >= 0)
                    .isTrue();
        }
    }

    @Test
    void transactionVersion2StandsBehindTheVersionsThatNeedIt() throws IOException {
        try (var connection = WireConnection.open(address())) {
            // When
            ApiVersionsResponse response = apiVersions(connection, 4);
            // Then
            boolean offersProduce12 = range(response, ApiKey.PRODUCE).maxVersion() >= 12;
            assertThat(offersProduce12).isEqualTo(transactionVersion(response) >= 2);
        }
    }

    @Test
    void advertisesProduceFromZeroForOldLibrdkafka() throws IOException {
        try (var connection = WireConnection.open(address())) {
            // When
            ApiVersionsResponse response = apiVersions(connection, 0);
            // Then
            assertThat(range(response, ApiKey.PRODUCE).minVersion()).isEqualTo((short) 0);
        }
    }

    @ParameterizedTest(name = "key {0} version {1}")
    @CsvSource({"999, 0", "-1, 0", "0, 2", "0, 99", "1, 3", "1, 99", "3, 99", "19, 1"})
    void closesTheConnectionOnWhatItDoesNotServe(int apiKey, int version) throws IOException {
        try (var connection = WireConnection.open(address())) {
            // When
            connection.send(RawFrame.of(apiKey, version, CORRELATION_ID, new byte[64]));
            // Then
            assertThat(connection.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void answersInTheOrderOfTheRequestsWhenTheClientDoesNotWait() throws IOException {
        try (var connection = WireConnection.open(address())) {
            // When
            int first = connection.send(0, ApiVersionsRequest.builder().build());
            int second = connection.send(0, MetadataRequest.builder().topics(List.of()).build());
            int third = connection.send(2, ApiVersionsRequest.builder().build());
            // Then
            connection.receive(first, ApiKey.API_VERSIONS, 0);
            connection.receive(second, ApiKey.METADATA, 0);
            connection.receive(third, ApiKey.API_VERSIONS, 2);
        }
    }

    @Test
    void takesARequestThatComesByteByByte() throws IOException {
        try (var connection = WireConnection.open(address())) {
            // When
            byte[] frame = WireConnection.bytes(3, CORRELATION_ID, request("qanat", "1"));
            for (byte single : frame) {
                connection.send(new byte[] {single});
            }
            // Then
            connection.receive(CORRELATION_ID, ApiKey.API_VERSIONS, 3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 101 * 1024 * 1024})
    void closesTheConnectionOnASizeOutOfBounds(int size) throws IOException {
        try (var connection = WireConnection.open(address())) {
            // When
            connection.send(ByteBuffer.allocate(16).putInt(size).array());
            // Then
            assertThat(connection.isClosedByPeer()).isTrue();
        }
    }

    private static ApiVersionsRequest request(String name, String version) {
        return ApiVersionsRequest.builder()
                .clientSoftwareName(name)
                .clientSoftwareVersion(version)
                .build();
    }

    private static ApiVersionsResponse apiVersions(WireConnection connection, int version)
            throws IOException {
        return connection.exchange(version, request("qanat", "1.0"), ApiVersionsResponse.class);
    }

    private static ApiVersion range(ApiVersionsResponse response, ApiKey api) {
        return response.apiKeys().stream()
                .filter(range -> range.apiKey() == api.id())
                .findFirst()
                .orElseThrow(() -> new AssertionError(api + " is not advertised"));
    }

    private static int transactionVersion(ApiVersionsResponse response) {
        return response.finalizedFeatures().stream()
                .filter(feature -> feature.name().equals("transaction.version"))
                .mapToInt(FinalizedFeatureKey::maxVersionLevel)
                .findFirst()
                .orElse(0);
    }
}
