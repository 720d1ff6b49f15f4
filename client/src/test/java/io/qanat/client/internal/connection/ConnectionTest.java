package io.qanat.client.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ClientException;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.ConnectionLostException;
import io.qanat.client.Endpoint;
import io.qanat.client.IncompatibleBrokerException;
import io.qanat.client.UnreachableException;
import io.qanat.client.internal.scripted.ScriptedNetwork;
import io.qanat.client.internal.scripted.ScriptedRequest;
import io.qanat.client.internal.scripted.ScriptedWire;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.ApiVersionsRequest;
import io.qanat.protocol.message.ApiVersionsResponse;
import io.qanat.protocol.message.ApiVersionsResponse.ApiVersion;
import io.qanat.protocol.message.MetadataRequest;
import io.qanat.protocol.message.MetadataResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConnectionTest {
    private static final Endpoint BROKER = new Endpoint("broker", 9092);
    private static final ConnectionConfig CONFIG =
            ConnectionConfig.builder(new BootstrapServers(List.of(BROKER)))
                    .requestTimeout(Duration.ofSeconds(30))
                    .connectTimeout(Duration.ofSeconds(10))
                    .idleMax(Duration.ofMinutes(9))
                    .build();
    private static final long SECOND = 1_000_000_000L;

    private final ScriptedNetwork network = new ScriptedNetwork();
    private final RecordedEvents events = new RecordedEvents();
    private final Connection connection = new Connection(network, BROKER, CONFIG, events, 0);
    private final ScriptedWire wire = network.last();

    @Test
    void negotiatesBeforeItIsReady() {
        // Given
        wire.open(0).takeAll(0);
        ScriptedRequest first = wire.next().orElseThrow();

        // When
        wire.answer(first, versions(4, ApiKey.METADATA, 0, 13), 0);

        // Then
        assertThat(first.key()).isEqualTo(ApiKey.API_VERSIONS);
        assertThat(first.version()).isEqualTo(4);
        assertThat(((ApiVersionsRequest) first.body()).clientSoftwareName()).isEqualTo("qanat");
        assertThat(connection.isReady()).isTrue();
        assertThat(events.readyCount).isEqualTo(1);
    }

    @Test
    void fallsBackToVersionZeroWhereTheBrokerNamesNone() {
        // Given
        wire.open(0).takeAll(0);
        ScriptedRequest first = wire.next().orElseThrow();

        // When
        wire.answer(first.header().correlationId(), 0, unsupported(List.of()), 0);
        wire.takeAll(0);

        // Then
        assertThat(wire.next().map(ScriptedRequest::version)).contains(0);
    }

    @Test
    void fallsBackToTheVersionThatTheBrokerNames() {
        // Given
        wire.open(0).takeAll(0);
        ScriptedRequest first = wire.next().orElseThrow();

        // When
        wire.answer(
                first.header().correlationId(),
                0,
                unsupported(List.of(range(ApiKey.API_VERSIONS, 0, 3))),
                0);
        wire.takeAll(0);

        // Then
        assertThat(wire.next().map(ScriptedRequest::version)).contains(3);
    }

    @Test
    void givesUpOnABrokerThatSupportsNoVersionOfApiVersions() {
        // Given
        wire.open(0).takeAll(0);
        ScriptedRequest first = wire.next().orElseThrow();
        wire.answer(first.header().correlationId(), 0, unsupported(List.of()), 0);
        ScriptedRequest second = wire.takeAll(0).next().orElseThrow();

        // When
        wire.answer(second, unsupported(List.of()), 0);

        // Then
        assertThat(events.cause).isInstanceOf(IncompatibleBrokerException.class);
        assertThat(wire.isClosed()).isTrue();
    }

    @Test
    void asksInTheNewestVersionThatBothKnow() {
        // Given
        ready(versions(4, ApiKey.METADATA, 3, 9));

        // When
        connection.send(new RecordedCall(), 0);

        // Then
        assertThat(wire.takeAll(0).next().map(ScriptedRequest::version)).contains(9);
    }

    @Test
    void refusesACallWithoutACommonVersion() {
        // Given
        ready(versions(4, ApiKey.METADATA, 90, 99));
        var call = new RecordedCall();

        // When
        connection.send(call, 0);

        // Then
        assertThat(call.cause)
                .isInstanceOf(IncompatibleBrokerException.class)
                .hasMessageContaining("METADATA 90 to 99");
        assertThat(call.mayBeSent).isFalse();
        assertThat(wire.waitingBytes()).isZero();
    }

    @Test
    void refusesACallBeforeItIsReady() {
        assertThatThrownBy(() -> connection.send(new RecordedCall(), 0))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void givesEachCallItsAnswer() {
        // Given
        ready();
        var first = new RecordedCall();
        var second = new RecordedCall();
        connection.send(first, 0);
        connection.send(second, 0);
        wire.takeAll(0);

        // When
        wire.answer(wire.next().orElseThrow(), cluster("one"), 0);
        wire.answer(wire.next().orElseThrow(), cluster("two"), 0);

        // Then
        assertThat(first.answer).isEqualTo(cluster("one"));
        assertThat(second.answer).isEqualTo(cluster("two"));
        assertThat(connection.inFlightCount()).isZero();
    }

    @Test
    void closesOnAnAnswerOutOfOrder() {
        // Given
        ready();
        var first = new RecordedCall();
        var second = new RecordedCall();
        connection.send(first, 0);
        connection.send(second, 0);
        wire.takeAll(0);
        wire.next();

        // When
        wire.answer(wire.next().orElseThrow(), cluster("two"), 0);

        // Then
        assertThat(wire.isClosed()).isTrue();
        assertThat(first.answer).isNull();
        assertThat(second.answer).isNull();
        assertThat(first.mayBeSent).isTrue();
        assertThat(events.cause).isInstanceOf(IncompatibleBrokerException.class);
    }

    @Test
    void closesOnAnAnswerToNoRequest() {
        // Given
        ready();

        // When
        wire.answer(7, 9, cluster("none"), 0);

        // Then
        assertThat(events.cause).hasMessageContaining("an answer to no request");
    }

    @Test
    void closesOnAnAnswerToARequestThatWasNotSentYet() {
        // Given
        ready();
        var call = new RecordedCall();
        connection.send(call, 0);
        wire.take(10, 0);

        // When
        wire.answer(1, 9, cluster("early"), 0);

        // Then
        assertThat(events.cause).hasMessageContaining("not sent yet");
        assertThat(call.answer).isNull();
    }

    @Test
    void closesOnAnAnswerThatDoesNotDecode() {
        // Given
        ready();
        var call = new RecordedCall();
        connection.send(call, 0);
        wire.takeAll(0);

        // When
        wire.answer(new byte[] {0, 0, 0, 1, 0, 1, 2}, 0);

        // Then
        assertThat(wire.isClosed()).isTrue();
        assertThat(call.cause).isInstanceOf(IncompatibleBrokerException.class);
    }

    @Test
    void saysOfEachCallWhetherItMayHaveBeenSent() {
        // Given
        ready();
        var written = new RecordedCall();
        var begun = new RecordedCall();
        var unsent = new RecordedCall();
        connection.send(written, 0);
        wire.takeAll(0);
        connection.send(begun, 0);
        connection.send(unsent, 0);
        wire.take(1, 0);

        // When
        wire.reset(0);

        // Then
        assertThat(List.of(written.mayBeSent, begun.mayBeSent, unsent.mayBeSent))
                .containsExactly(true, true, false);
        assertThat(written.isWritten).isTrue();
        assertThat(begun.isWritten).isFalse();
    }

    @Test
    void closesWhenAnAnswerIsOverdue() {
        // Given
        ready();
        var call = new RecordedCall();
        connection.send(call, SECOND);
        wire.takeAll(SECOND);
        connection.advance(30 * SECOND);
        assertThat(wire.isClosed()).isFalse();

        // When
        connection.advance(31 * SECOND);

        // Then
        assertThat(call.cause)
                .isInstanceOf(ConnectionLostException.class)
                .hasMessageContaining("no answer to METADATA within 30000 ms");
        assertThat(call.mayBeSent).isTrue();
    }

    @Test
    void closesWhenARequestWithoutAnswerIsNotWrittenInTime() {
        // Given
        ready();
        var call = new RecordedCall();
        call.isAnswered = false;
        connection.send(call, 0);

        // When
        connection.advance(30 * SECOND);

        // Then
        assertThat(call.cause).isInstanceOf(ConnectionLostException.class);
        assertThat(call.mayBeSent).isFalse();
    }

    @Test
    void doesNotCountAsIdleWhileAnAnswerIsDue() {
        // Given
        var impatient =
                ConnectionConfig.builder(CONFIG.bootstrap()).idleMax(Duration.ofSeconds(5)).build();
        var other = new Connection(network, BROKER, impatient, events, 0);
        ScriptedWire otherWire = network.last();
        otherWire.open(0).takeAll(0);
        otherWire.answer(otherWire.next().orElseThrow(), versions(4, ApiKey.METADATA, 0, 9), 0);
        other.send(new RecordedCall(), 0);

        // When
        other.advance(20 * SECOND);

        // Then
        assertThat(otherWire.isClosed()).isFalse();
        assertThat(other.nextDeadlineNanos()).isEqualTo(30 * SECOND);
    }

    @Test
    void namesItsNextDeadline() {
        // Given
        ready();

        // When
        connection.send(new RecordedCall(), 5 * SECOND);

        // Then
        assertThat(connection.nextDeadlineNanos()).isEqualTo(35 * SECOND);
    }

    @Test
    void givesUpConnectingInTime() {
        // When
        connection.advance(10 * SECOND);

        // Then
        assertThat(events.cause)
                .isInstanceOf(UnreachableException.class)
                .hasMessage("cannot reach broker:9092: no answer within 10000 ms");
    }

    @Test
    void closesWhenItIsIdle() {
        // Given
        ready();

        // When
        connection.advance(540 * SECOND);

        // Then
        assertThat(events.cause).hasMessageContaining("idle");
    }

    @Test
    void completesACallWithoutAnswerWhenItIsWritten() {
        // Given
        ready();
        var call = new RecordedCall();
        call.isAnswered = false;

        // When
        connection.send(call, 0);
        int inFlight = connection.inFlightCount();
        wire.takeAll(0);

        // Then
        assertThat(inFlight).isZero();
        assertThat(call.isWritten).isTrue();
        assertThat(connection.isWriting()).isFalse();
    }

    @Test
    void failsItsCallsInOrderAndOnce() {
        // Given
        ready();
        var order = new ArrayList<RecordedCall>();
        var first = new RecordedCall(order);
        var second = new RecordedCall(order);
        connection.send(first, 0);
        connection.send(second, 0);

        // When
        wire.reset(0);
        connection.close(new ConnectionLostException(BROKER, "again", null), 0);

        // Then
        assertThat(order).containsExactly(first, second);
        assertThat(events.closedCount).isEqualTo(1);
    }

    private void ready() {
        ready(versions(4, ApiKey.METADATA, 0, 9));
    }

    private void ready(ApiVersionsResponse versions) {
        wire.open(0).takeAll(0);
        wire.answer(wire.next().orElseThrow(), versions, 0);
    }

    private static ApiVersionsResponse versions(int version, ApiKey key, int min, int max) {
        return ApiVersionsResponse.builder()
                .apiKeys(List.of(range(ApiKey.API_VERSIONS, 0, version), range(key, min, max)))
                .build();
    }

    private static ApiVersionsResponse unsupported(List<ApiVersion> ranges) {
        return ApiVersionsResponse.builder()
                .errorCode(ErrorCode.UNSUPPORTED_VERSION.code())
                .apiKeys(ranges)
                .build();
    }

    private static ApiVersion range(ApiKey key, int min, int max) {
        return ApiVersion.builder().apiKey(key.id()).minVersion(min).maxVersion(max).build();
    }

    private static MetadataResponse cluster(String id) {
        return MetadataResponse.builder().clusterId(id).build();
    }

    private static final class RecordedEvents implements ConnectionEvents {
        private int readyCount;
        private int closedCount;
        private @Nullable ClientException cause;

        @Override
        public void ready(long nowNanos) {
            readyCount++;
        }

        @Override
        public void closed(ClientException why, long nowNanos) {
            closedCount++;
            cause = why;
        }
    }

    private static final class RecordedCall implements Call {
        private final List<RecordedCall> failures;
        private boolean isAnswered = true;
        private boolean isWritten;
        private boolean mayBeSent;
        private @Nullable ApiMessage answer;
        private @Nullable ClientException cause;

        private RecordedCall() {
            this(new ArrayList<>());
        }

        private RecordedCall(List<RecordedCall> failures) {
            this.failures = failures;
        }

        @Override
        public ApiKey apiKey() {
            return ApiKey.METADATA;
        }

        @Override
        public ApiMessage request(int version) {
            return MetadataRequest.builder().topics(List.of()).build();
        }

        @Override
        public long timeoutNanos() {
            return 30 * SECOND;
        }

        @Override
        public boolean isAnswered() {
            return isAnswered;
        }

        @Override
        public void written(long nowNanos) {
            isWritten = true;
        }

        @Override
        public void answered(ApiMessage response, long nowNanos) {
            answer = response;
        }

        @Override
        public void failed(ClientException why, boolean wasSent, long nowNanos) {
            failures.add(this);
            cause = why;
            mayBeSent = wasSent;
        }
    }
}
