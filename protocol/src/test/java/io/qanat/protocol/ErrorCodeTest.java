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

    @Test
    void takesUnknownCodesForTheUnknownError() {
        assertThat(ErrorCode.of(Short.MAX_VALUE)).isEqualTo(ErrorCode.UNKNOWN_SERVER_ERROR);
        assertThat(ErrorCode.of(-2)).isEqualTo(ErrorCode.UNKNOWN_SERVER_ERROR);
    }
}
