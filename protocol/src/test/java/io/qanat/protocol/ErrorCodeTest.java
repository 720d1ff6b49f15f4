package io.qanat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {

    @ParameterizedTest
    @EnumSource(Errors.class)
    void hasTheCodeAndRetriabilityThatKafkaGives(Errors theirs) {
        // When
        ErrorCode ours = ErrorCode.of(theirs.code());

        // Then
        assertThat(ours.name()).isEqualTo(theirs.name());
        assertThat(ours.code()).isEqualTo(theirs.code());
        assertThat(ours.retriable()).isEqualTo(theirs.exception() instanceof RetriableException);
        assertThat(ours.meaning()).isNotBlank();
    }

    @Test
    void knowsNoErrorThatKafkaLacks() {
        assertThat(ErrorCode.values()).hasSameSizeAs(Errors.values());
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "UNKNOWN_SERVER_ERROR",
                "NOT_LEADER_OR_FOLLOWER",
                "REQUEST_TIMED_OUT",
                "NETWORK_EXCEPTION",
                "COORDINATOR_NOT_AVAILABLE",
                "NOT_COORDINATOR",
                "NOT_ENOUGH_REPLICAS_AFTER_APPEND",
                "NOT_CONTROLLER",
                "DUPLICATE_SEQUENCE_NUMBER",
                "KAFKA_STORAGE_ERROR"
            })
    void doesNotCallAnErrorDefiniteThatMayFollowAnAppend(ErrorCode error) {
        assertThat(error.definite()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "CORRUPT_MESSAGE",
                "MESSAGE_TOO_LARGE",
                "NOT_ENOUGH_REPLICAS",
                "INVALID_RECORD",
                "OUT_OF_ORDER_SEQUENCE_NUMBER",
                "PRODUCER_FENCED",
                "TOPIC_AUTHORIZATION_FAILED"
            })
    void callsAnErrorDefiniteThatComesBeforeAnyAppend(ErrorCode error) {
        assertThat(error.definite()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void callsNoErrorFatalThatMayPass(ErrorCode error) {
        assertThat(error.fatal() && error.retriable()).isFalse();
    }

    @Test
    void takesUnknownCodesForTheUnknownError() {
        assertThat(ErrorCode.of(Short.MAX_VALUE)).isEqualTo(ErrorCode.UNKNOWN_SERVER_ERROR);
        assertThat(ErrorCode.of(-2)).isEqualTo(ErrorCode.UNKNOWN_SERVER_ERROR);
    }
}
