package io.qanat.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.BrokerException;
import io.qanat.client.DeadlineException;
import io.qanat.protocol.ErrorCode;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KafkaErrorsTest {
    @ParameterizedTest
    @EnumSource(value = ErrorCode.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aBrokersErrorIsKafkasOwnException(ErrorCode code) {
        // Given
        var refusal = new BrokerException("produce to orders-3", code, "because");

        // When
        KafkaException translated = KafkaErrors.of(refusal);

        // Then
        assertThat(translated)
                .isExactlyInstanceOf(Errors.forCode(code.code()).exception().getClass())
                .hasMessage(refusal.getMessage())
                .hasCause(refusal);
    }

    @Test
    void aTimeThatIsOverIsKafkasTimeout() {
        // Given
        var overdue = new DeadlineException("produce to t", Duration.ofSeconds(1), 1, null);

        // When
        KafkaException translated = KafkaErrors.of(overdue);

        // Then
        assertThat(translated)
                .isExactlyInstanceOf(TimeoutException.class)
                .isInstanceOf(RetriableException.class);
    }
}
